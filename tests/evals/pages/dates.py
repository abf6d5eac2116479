"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри".split(),
}
_SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "ru": "янв фев мар апр мая июн июл авг сен окт ноя дек".split(),
    "tg": "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье".split(),
    "tg": "душанбе сешанбе чоршанбе панҷшанбе ҷумъа шанбе якшанбе".split(),
}
_AGO = {
    "en": ("{} days ago", "{} months ago"),
    "ru": ("{} дн. назад", "{} мес. назад"),
    "tg": ("{} рӯз пеш", "{} моҳ пеш"),
}


def day(moment: datetime, language: str) -> str:
    """Such as "14 March 2026"."""
    return f"{moment.day} {_MONTHS[language][moment.month - 1]} {moment.year}"


def american_day(moment: datetime, language: str) -> str:
    """Such as "March 14, 2026"; the day first in languages that know no such form."""
    if language != "en":
        return day(moment, language)
    return f"{_MONTHS['en'][moment.month - 1]} {moment.day}, {moment.year}"


def short_day(moment: datetime, language: str) -> str:
    """Such as "14 Mar 2026"."""
    return f"{moment.day} {_SHORT_MONTHS[language][moment.month - 1]} {moment.year}"


def yearless_day(moment: datetime, language: str) -> str:
    """Such as "14 Mar"."""
    return f"{moment.day} {_SHORT_MONTHS[language][moment.month - 1]}"


def weekday(moment: datetime, language: str) -> str:
    return _WEEKDAYS[language][moment.weekday()]


def numeric_day(moment: datetime) -> str:
    """Such as "14.03.2026"."""
    return f"{moment:%d.%m.%Y}"


def dashed_day(moment: datetime) -> str:
    """Such as "14-03-2026"."""
    return f"{moment:%d-%m-%Y}"


def iso_day(moment: datetime) -> str:
    """Such as "2026-03-14"."""
    return f"{moment:%Y-%m-%d}"


def clock(moment: datetime) -> str:
    """Such as "09:30"."""
    return f"{moment:%H:%M}"


def iso(moment: datetime) -> str:
    """With the offset of its place."""
    return moment.isoformat()


def iso_utc(moment: datetime) -> str:
    """In UTC, as WordPress's plugins write it."""
    return moment.astimezone(UTC).isoformat()


def iso_milliseconds(moment: datetime) -> str:
    """In UTC with "Z", as JavaScript writes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def iso_compact(moment: datetime) -> str:
    """With an offset without a colon."""
    return f"{moment:%Y-%m-%dT%H:%M:%S%z}"


def epoch(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def ago(moment: datetime, language: str, now: datetime) -> str:
    """How long ago it was, roughly."""
    days = max(1, (now - moment).days)
    in_days, in_months = _AGO[language]
    return in_days.format(days) if days < 31 else in_months.format(days // 30)


FORMS: tuple[Callable[..., str | int], ...] = (
    ago,
    american_day,
    clock,
    dashed_day,
    day,
    epoch,
    iso,
    iso_compact,
    iso_day,
    iso_milliseconds,
    iso_utc,
    numeric_day,
    short_day,
    weekday,
    yearless_day,
)
"""All of the above, which templates know by their names."""
