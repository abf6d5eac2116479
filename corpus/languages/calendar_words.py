"""Words by which a language names days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """What is asked of a language about dates: regular expressions in lower case, "" for none.

    Attributes:
        dates: Days and times that are named without a number: "yesterday", "last week"; centuries.
        weekdays: The days of the week from Monday to Sunday, each in its forms.
        before_weekday: Words before a weekday that belong to it.
        other_weekdays: Words that are a weekday only after one of these: in Tajik Monday is spelt as Dushanbe is.
    """

    dates: str = ""
    weekdays: tuple[str, ...] = ()
    before_weekday: str = ""
    other_weekdays: frozenset[str] = frozenset()
