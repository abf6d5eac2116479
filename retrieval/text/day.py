"""Days, months and years in words, as a reader of each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date, datetime

    from corpus.languages.date_style import DateStyle

Unit: TypeAlias = Literal["day", "month", "year"]


def day(moment: date | datetime, language: str = "en") -> str:
    """The day of a moment in its own time zone: "31 March 2021" in English.

    Args:
        moment: Any moment.
        language: Code of the reader's language; English where that has no style of dates.
    """
    style = _style(language)
    return style.day.format(day=moment.day, month=style.months[moment.month - 1], year=moment.year)


def period(start: date, unit: Unit, language: str = "en") -> str:
    """The day, month or year that begins on a day: "March 2021" in English.

    Args:
        start: Its first day.
        unit: What it is.
        language: As for `day`.
    """
    if unit == "day":
        return day(start, language)
    style = _style(language)
    months = style.months_alone or style.months
    pattern = style.month if unit == "month" else style.year
    return pattern.format(month=months[start.month - 1], year=start.year)


def short_period(start: date, unit: Unit, language: str = "en") -> str:
    """The same in a few letters, for the axis of a chart: "31 Mar", "Mar 2021", "2021"."""
    month = _style(language).months_short[start.month - 1]
    if unit == "day":
        return f"{start.day} {month}"
    return f"{month} {start.year}" if unit == "month" else str(start.year)


def _style(language: str) -> DateStyle:
    # Imported here: the command line shows its help without any language.
    from corpus.languages.registry import DEFAULT, languages

    known = languages().get(language)
    return known.date_style if known and known.date_style.months else languages()[DEFAULT].date_style
