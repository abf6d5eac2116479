"""A day in words, as a reader of each language writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри".split(),
}
_PATTERNS = {"en": "{day} {month} {year}", "ru": "{day} {month} {year} г.", "tg": "{day} {month} соли {year}"}


def day(moment: datetime, language: str = "en") -> str:
    """The day of a moment in its own time zone: "31 March 2021", "31 марта 2021 г.", "31 марти соли 2021".

    Args:
        moment: Any moment.
        language: Code of the reader's language; English where it is not one of "en", "ru" and "tg".
    """
    language = language if language in _PATTERNS else "en"
    month = _MONTHS[language][moment.month - 1]
    return _PATTERNS[language].format(day=moment.day, month=month, year=moment.year)
