"""Days, months and years in words, as a reader of each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date, datetime

Unit: TypeAlias = Literal["day", "month", "year"]

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри".split(),
}
_MONTHS_ALONE = _MONTHS | {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
}
_MONTHS_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
    "tg": "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
}
_PATTERNS = {"en": "{day} {month} {year}", "ru": "{day} {month} {year} г.", "tg": "{day} {month} соли {year}"}
_OF_MONTHS = {"en": "{month} {year}", "ru": "{month} {year} г.", "tg": "{month} соли {year}"}
_OF_YEARS = {"en": "{year}", "ru": "{year} г.", "tg": "соли {year}"}


def day(moment: date | datetime, language: str = "en") -> str:
    """The day of a moment in its own time zone: "31 March 2021", "31 марта 2021 г.", "31 марти соли 2021".

    Args:
        moment: Any moment.
        language: Code of the reader's language; English where it is not one of "en", "ru" and "tg".
    """
    language = _known(language)
    month = _MONTHS[language][moment.month - 1]
    return _PATTERNS[language].format(day=moment.day, month=month, year=moment.year)


def period(start: date, unit: Unit, language: str = "en") -> str:
    """The day, month or year that begins on a day: "March 2021", "март 2021 г.", "марти соли 2021".

    Args:
        start: Its first day.
        unit: What it is.
        language: As for `day`.
    """
    language = _known(language)
    if unit == "day":
        return day(start, language)
    pattern = (_OF_MONTHS if unit == "month" else _OF_YEARS)[language]
    return pattern.format(month=_MONTHS_ALONE[language][start.month - 1], year=start.year)


def short_period(start: date, unit: Unit, language: str = "en") -> str:
    """The same in a few letters, for the axis of a chart: "31 Mar", "Mar 2021", "2021"."""
    month = _MONTHS_SHORT[_known(language)][start.month - 1]
    if unit == "day":
        return f"{start.day} {month}"
    return f"{month} {start.year}" if unit == "month" else str(start.year)


def _known(language: str) -> str:
    return language if language in _PATTERNS else "en"
