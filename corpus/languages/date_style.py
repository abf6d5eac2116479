"""How a day, a month or a year is written for readers of a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DateStyle:
    """What writes dates asks of a language; dates for readers of one without months are written in English.

    Attributes:
        months: The twelve months as they stand in a date; empty where the language has no style.
        months_alone: The same as they stand without a day; empty where that is no other form.
        months_short: The same in a few letters.
        day: A day, with the fields `day`, `month` and `year`.
        month: A month, with the fields `month` and `year`.
        year: A year, with the field `year`.
    """

    months: tuple[str, ...] = ()
    months_alone: tuple[str, ...] = ()
    months_short: tuple[str, ...] = ()
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    year: str = "{year}"
