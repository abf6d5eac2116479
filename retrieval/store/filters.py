"""What a reader wants to search among: dates and outlets, the same for both halves of the index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Self

from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader wants to search among.

    Attributes:
        published_after: Only articles published at this moment or later; undated ones are left out.
        published_before: Only articles published before this moment; undated ones are left out.
        sources: Only articles of these outlets, by name in any case; empty means all.
        first_day: Only articles published on this day or later, by the calendar of where each was published;
            undated ones are left out.
        end_day: Only articles published before this day, by the same calendar; undated ones are left out.
    """

    published_after: datetime | None = None
    published_before: datetime | None = None
    sources: tuple[str, ...] = ()
    first_day: date | None = None
    end_day: date | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any], zone: tzinfo = UTC) -> Filters:
        """The filters in a mapping that a caller gave.

        `published_after` and `published_before` are days (a date, "2024-03-31", or midnight without a zone), meant
        where each article was published, or moments (with a time).

        Args:
            given: The mapping.
            zone: That of moments without one.

        Raises:
            QuestionError: A date or a list of outlets is not one.
        """
        outlets = given.get("sources") or ()
        if isinstance(outlets, str):
            outlets = (outlets,)
        if not all(isinstance(outlet, str) for outlet in outlets):
            raise QuestionError("sources must be names of outlets, such as ['Asia-Plus', 'Reuters']")
        after, before = (_bound(given, name, zone) for name in ("published_after", "published_before"))
        return cls(
            published_after=after if isinstance(after, datetime) else None,
            published_before=before if isinstance(before, datetime) else None,
            sources=tuple(outlets),
            first_day=None if isinstance(after, datetime) else after,
            end_day=None if isinstance(before, datetime) else before,
        )

    def narrowed(
        self, first_day: date | None = None, end_day: date | None = None, sources: Sequence[str] = ()
    ) -> Self:
        """The filters with further ones on top: what passes has to pass both.

        Args:
            first_day: As in the filters.
            end_day: As in the filters.
            sources: As in the filters; outlets that were chosen before stay chosen.
        """
        return replace(
            self,
            first_day=max(filter(None, (self.first_day, first_day)), default=None),
            end_day=min(filter(None, (self.end_day, end_day)), default=None),
            sources=self.sources or tuple(sources),
        )

    def named_outlets(self, outlets: Sequence[str]) -> list[str]:
        """Those of a store's outlets that `sources` names, as the store writes them.

        Args:
            outlets: Names of all outlets of the store.

        Returns:
            Their names; where none has such a name, one that no outlet can have.
        """
        asked = {outlet.casefold() for outlet in self.sources}
        return [outlet for outlet in outlets if outlet.casefold() in asked] or ["\N{NULL}"]


def moment(given: Mapping[str, Any], name: str, zone: tzinfo) -> datetime | None:
    """The moment under a name in a mapping, `None` where there is none; without a time zone it is in `zone`.

    Raises:
        QuestionError: It is neither a date, nor a datetime, nor a string of one.
    """
    value = _date_or_moment(given, name)
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _bound(given: Mapping[str, Any], name: str, zone: tzinfo) -> date | None:
    """The day under a name, or the moment, which is a `datetime`."""
    value = _date_or_moment(given, name)
    if not isinstance(value, datetime) or value.tzinfo:
        return value
    return value.replace(tzinfo=zone) if value.time() != time.min else value.date()


def _date_or_moment(given: Mapping[str, Any], name: str) -> date | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise QuestionError(f"{name} = {value!r} is not a date; write it as 2024-03-31") from None
    if not isinstance(value, date):
        raise QuestionError(f"{name} must be a date, a datetime or such a string")
    return value
