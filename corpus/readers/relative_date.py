"""Dates that are told from the day on which somebody reads them: "2 hours ago", "yesterday, 14:05"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import all_words, languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST = 60  # characters
_TOKEN = re.compile(r"\d{1,2}[:.]\d\d|\d+|[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NUMBER = re.compile(r"[0-9]{1,3}")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
_HALVES = {"am": 0, "pm": 12}
_SLOW_CLOCK = timedelta(minutes=5)  # a page's clock may be ahead of ours by so much
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


def read_relative(text: str, at: datetime) -> datetime | None:
    """Read a date that is told from the day on which it is read.

    Args:
        text: Such as "2 hours ago", "yesterday, 14:05", "today", in any of the languages.
        at: When the text was fetched; its time zone is the one in which days are counted.

    Returns:
        The date in that time zone: of minutes and hours ago, the whole minute or hour; of a day without a time,
        midnight.  `None` where the text is something else, where what it says has not come yet, and where it could
        be two days: hours ago near midnight, and whatever is told in days and longer, which some systems count by the
        calendar and some by 24 hours.
    """
    if len(text) > _LONGEST:
        return None
    tokens = _TOKEN.findall(text.lower().replace("a.m.", "am").replace("p.m.", "pm"))
    tokens = [one for one in tokens if one not in _fillers()]
    if " ".join(tokens) in _now():
        return _within(timedelta(0), 10 * _MINUTE, _MINUTE, at)
    days = _days_ago(tokens)
    return _of_day(days, tokens, at) if days is not None else _some_time_ago(tokens, at)


def _days_ago(tokens: Sequence[str]) -> int | None:
    """How many days ago the day is that is named; `None` where none is, or two are."""
    named = [_day_names()[token] for token in tokens if token in _day_names()]
    return named[0] if len(named) == 1 else None


def _of_day(days: int, tokens: Sequence[str], at: datetime) -> datetime | None:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
    rest = [token for token in tokens if token not in _day_names()]
    if not rest:
        return midnight
    clock = _CLOCK.fullmatch(rest[0])
    if clock is None or len(rest) > 2 or any(token not in _HALVES for token in rest[1:]):
        return None
    hour, minute = int(clock[1]), int(clock[2])
    if rest[1:]:
        hour = hour % 12 + _HALVES[rest[1]] if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        return None
    moment = midnight.replace(hour=hour, minute=minute)
    return moment if moment <= at + _SLOW_CLOCK else None


def _some_time_ago(tokens: Sequence[str], at: datetime) -> datetime | None:
    """Minutes and hours ago, with a number or without."""
    if len(tokens) < 2 or tokens[-1] not in _ago():
        return None
    ago, smallest, number = timedelta(0), None, 1
    units = _units()
    for token in tokens[:-1]:
        if token in units:
            smallest = units[token]
            ago, number = ago + number * smallest, 1
        elif token in _counts() or _NUMBER.fullmatch(token):
            number = _counts().get(token) or int(token)
        else:
            return None
    return _within(ago, ago + smallest, smallest, at) if smallest is not None else None


def _within(least: timedelta, most: timedelta, unit: timedelta, at: datetime) -> datetime | None:
    """The moment that long before, in whole units, where all that can be meant lies on one day."""
    # Some systems round to the nearest number, some down.
    first, last = at - most, at - max(least - unit / 2, timedelta(0))
    if first.date() != last.date():
        return None
    moment = (at - least).replace(second=0, microsecond=0)
    return moment.replace(minute=0) if unit == _HOUR else moment


@cache
def _fillers() -> frozenset[str]:
    return all_words(lambda language: language.date_words.fillers)


@cache
def _now() -> frozenset[str]:
    return all_words(lambda language: language.date_words.now)


@cache
def _ago() -> frozenset[str]:
    return all_words(lambda language: language.date_words.ago)


@cache
def _day_names() -> Mapping[str, int]:
    return {
        name: days
        for language in languages().values()
        for days, names in enumerate(language.date_words.days_ago)
        for name in names
    }


@cache
def _units() -> Mapping[str, timedelta]:
    minutes = all_words(lambda language: language.date_words.minutes)
    hours = all_words(lambda language: language.date_words.hours)
    return {**dict.fromkeys(minutes, _MINUTE), **dict.fromkeys(hours, _HOUR)}


@cache
def _counts() -> Mapping[str, int]:
    """Small numbers as words."""
    return {
        word: int(number)
        for language in languages().values()
        for word, number in language.date_words.counts.items()
    }
