"""The words of a date as people write it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """What reads a written date asks of a language: everything in lower case.

    Attributes:
        months: For each of the twelve months its forms and its abbreviations, between spaces.
        weekdays: The days of the week and their abbreviations.
        fillers: What may stand between day, year and time and says nothing ("at", "of").
    """

    months: tuple[str, ...] = ()
    weekdays: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()

    def month_of(self) -> dict[str, int]:
        """The number of the month for each of its forms."""
        return {form: number for number, forms in enumerate(self.months, start=1) for form in forms.split()}
