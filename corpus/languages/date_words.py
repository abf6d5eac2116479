"""The words of a date as people write it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """What reads a written date asks of a language: everything in lower case.

    Attributes:
        months: For each of the twelve months its forms and its abbreviations, between spaces.
        weekdays: The days of the week and their abbreviations.
        fillers: What may stand between day, year and time and says nothing ("at", "of").
        days_ago: Names of today, of yesterday and so on back, each with its forms.
        now: What says that something is of this very minute ("just now").
        minutes: The forms and abbreviations of "minute".
        hours: The same of "hour".
        ago: What stands behind a time and says that it has passed since ("ago").
        day_first: Whether dates in figures have the day before the month; `None`: both are common.
        counts: Small numbers as they stand before those.
    """

    months: tuple[str, ...] = ()
    weekdays: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    days_ago: tuple[frozenset[str], ...] = ()
    now: frozenset[str] = frozenset()
    minutes: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    ago: frozenset[str] = frozenset()
    day_first: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    def month_of(self) -> dict[str, int]:
        """The number of the month for each of its forms."""
        return {form: number for number, forms in enumerate(self.months, start=1) for form in forms.split()}
