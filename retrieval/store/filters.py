"""What a reader wants to search among: dates and outlets, the same for both halves of the index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader wants to search among.

    Attributes:
        published_after: Only articles published at this time or later; undated ones are left out.
        published_before: Only articles published before this time; undated ones are left out.
        sources: Only articles of these outlets, by name in any case; empty means all.
    """

    published_after: datetime | None = None
    published_before: datetime | None = None
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Filters:
        """The filters in a mapping that a caller gave.

        Raises:
            QuestionError: A date or a list of outlets is not one.
        """
        outlets = given.get("sources") or ()
        if isinstance(outlets, str):
            outlets = (outlets,)
        if not all(isinstance(outlet, str) for outlet in outlets):
            raise QuestionError("sources must be names of outlets, such as ['Asia-Plus', 'Reuters']")
        return cls(
            published_after=moment(given, "published_after"),
            published_before=moment(given, "published_before"),
            sources=tuple(outlets),
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


def moment(given: Mapping[str, Any], name: str) -> datetime | None:
    """The moment under a name in a mapping, `None` where there is none; without a time zone it is UTC.

    Raises:
        QuestionError: It is neither a date, nor a datetime, nor a string of one.
    """
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise QuestionError(f"{name} = {value!r} is not a date; write it as 2024-03-31") from None
    if not isinstance(value, datetime):
        try:
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone is set below
        except AttributeError:
            raise QuestionError(f"{name} must be a date, a datetime or such a string") from None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
