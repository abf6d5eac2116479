"""When an article was published, as people and programs write it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from corpus.languages.registry import all_words, languages
from corpus.zone import UNSTATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIRST_NEWSPAPER = 1600
_LONGEST_SHOWN = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}  # by how many digits the number has
_EARLIEST_EPOCH = 100_000_000  # seconds: 1973; smaller numbers are years, days or counters
_FURTHEST_OFFSET = timedelta(hours=15)

_NOTHING = frozenset({"", "nan", "nat", "null", "none", "<na>", "n/a", "#n/a", "na", "-", "—"})
_NO_DAY = re.compile(
    r"(?:0000-00-00|1970-01-01|0001-01-01)(?:[T ]00:00(?::00(?:\.0+)?)?)?\s*(?:Z|UTC|\+00:?00)?"
)

_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?(?![\d:])"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\s*(?:UTC|GMT|Z)?\s*(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
    r"(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"\s*\(?(?P<name>[A-Z][a-z]+/[A-Za-z_/-]+|[A-Z]{1,5}(?![a-z]))\)?")
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "MSD": 4, "TJT": 5, "UZT": 5, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7,
    "PST": -8,
}  # fmt: skip
"""Hours ahead of UTC; names that stand for several zones are none."""

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"\d{4}-(?:\d\d-\d\d|W\d\d(?:-\d)?)(?:[Tt ]|$)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


class AmbiguousDateError(ValueError):
    """A date that is another day where the month is written first, such as 03/04/2024."""


def read_date(value: object, *, day_first: bool | None = None) -> datetime:
    """Read a date.

    Args:
        value: A date or datetime; seconds, milliseconds, microseconds or nanoseconds since 1970; or text: ISO 8601
            ("2024-03-31", "2024-03-31T08:00:00+05:00"), RFC 2822 ("Sun, 31 Mar 2024 08:00:00 +0500"), figures
            ("31.03.2024 8:05", "2024/03/31"), or with the month's name in any of the languages
            ("March 31, 2024").  Points between figures say that the day comes first.
        day_first: How to read 03/04/2024; `None`: not known.

    Returns:
        The date with a time zone: its own, else `UNSTATED`.  A date without a time is midnight there.

    Raises:
        AmbiguousDateError: If it could be two days.
        ValueError: If it is not a date; the message says so and how to write one.
    """
    moment = _moment(value, day_first)
    if moment is None:
        shown = repr(value) if len(repr(value)) <= _LONGEST_SHOWN else repr(value)[:_LONGEST_SHOWN] + "…"
        raise ValueError(f"{shown} is not a date; write it as 2024-03-31 or 2024-03-31T08:00:00+05:00")
    if moment.year < _FIRST_NEWSPAPER:
        raise ValueError(f"{value!r} is too long ago for news; write it in the Gregorian calendar")
    return moment if moment.tzinfo else moment.replace(tzinfo=UNSTATED)


def is_no_date(value: object) -> bool:
    """Whether a value says that there is no date: nothing, NaN, NaT, null, or the first moment of an epoch."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value is None or value != value or value == 0  # noqa: PLR0124 - NaN is what differs from itself
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) == _EPOCH
    if not isinstance(value, str):
        return False
    text = value.strip()
    return text.lower() in _NOTHING or text.strip("0.") == "" or _NO_DAY.fullmatch(text) is not None


def day_comes_first(values: Iterable[object]) -> bool | None:
    """Whether the dates of a column that could be two days are written with the day first, as its others show.

    Args:
        values: All dates of the column.

    Returns:
        `None` where none of them shows it, or some show the one and some the other.
    """
    shown: set[bool] = set()
    for value in values:
        found = _YEAR_LAST.search(value) if isinstance(value, str) else None
        if found is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            shown.add(True)
        elif second > 12 >= first:
            shown.add(False)
    return shown.pop() if len(shown) == 1 else None


def _moment(value: object, day_first: bool | None) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UNSTATED)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_epoch(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    try:
        return _written(" ".join(value.split()), day_first)
    except AmbiguousDateError:
        raise
    except ValueError:
        return None


def _of_epoch(value: float) -> datetime | None:
    """Seconds since 1970, or thousandths, millionths, billionths of them: told by their size."""
    for unit in _EPOCH_UNITS.values():
        seconds = value / unit
        if _EARLIEST_EPOCH <= seconds < 2**32:
            return _EPOCH + timedelta(seconds=seconds)
    return None


def _written(text: str, day_first: bool | None) -> datetime | None:
    if re.fullmatch(r"\d+(?:\.0+)?", text):
        digits = text.partition(".")[0]
        return _of_epoch(int(digits)) if len(digits) in _EPOCH_UNITS else _compact(digits)
    if _ISO.match(text):
        with suppress(ValueError):  # a space before the offset, a zone's name, nanoseconds
            return datetime.fromisoformat(text)
    compact = re.fullmatch(r"(\d{8})[Tt ](\d{4}|\d{6})(Z?)", text)
    if compact:
        return _compact(compact[1] + compact[2])
    text = re.sub(r"^(\d{4}-\d\d-\d\d)[Tt](?=\d)", r"\1 ", text)
    time = _TIME.search(text)
    return _day(text, day_first) if time is None else _day_and_time(text, time, day_first)


def _day_and_time(text: str, time: re.Match[str], day_first: bool | None) -> datetime | None:
    zone, end = _zone(text, time.end())
    # A comma keeps what stood around the time apart.
    day = _day(f"{text[: time.start()]} , {text[end:]}", day_first)
    hour = int(time["hour"])
    if day is None or (time["half"] and not 1 <= hour <= 12):
        return None
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    if int(time["second"] or 0) > 60:
        return None
    second = min(int(time["second"] or 0), 59)  # leap seconds end in 60
    microsecond = int((time["fraction"] or "")[:6].ljust(6, "0"))
    return day.replace(
        hour=hour, minute=int(time["minute"]), second=second, microsecond=microsecond, tzinfo=zone
    )


def _compact(digits: str) -> datetime | None:
    found = _COMPACT.fullmatch(digits)
    return datetime(*(int(part) for part in found.groups() if part)) if found else None  # type: ignore[arg-type]  # noqa: DTZ001 - it states no zone


def _zone(text: str, at: int) -> tuple[tzinfo | None, int]:
    """The zone that stands behind a time, and where it ends.

    Raises:
        ValueError: A zone is named that is not known, or that stands for several.
    """
    offset = _OFFSET.match(text, at)
    if offset is not None:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if size > _FURTHEST_OFFSET:
            raise ValueError(f"{offset[0]!r} is no offset from UTC")
        return timezone(size if offset["sign"] == "+" else -size), offset.end()
    named = _ZONE_NAME.match(text, at)
    if named is None:
        return None, at
    name = named["name"]
    if "/" in name:
        try:
            return ZoneInfo(name), named.end()
        except (KeyError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone") from error
    if name not in _ZONES:
        if name.lower() in _fillers() and _WORD_OR_NUMBER.search(text, named.end()):
            return None, at  # at the end, AT is the time of the Atlantic coast
        raise ValueError(f"{name!r} is no time zone that is known")
    return timezone(timedelta(hours=_ZONES[name])), named.end()


def _day(text: str, day_first: bool | None) -> datetime | None:
    """The day that a text consists of, but for weekdays and words that say nothing."""
    figures = _YEAR_FIRST.search(text) or _YEAR_LAST.search(text)
    if figures is not None:
        rest = text[: figures.start()] + " " + text[figures.end() :]
        return _of_figures(figures, day_first) if not _meaning(rest) else None
    parts = _meaning(_ORDINAL.sub("", text))
    months = [_months()[part] for part in parts if part in _months()]
    numbers = [part for part in parts if part.isdigit()]
    if len(months) != 1 or len(numbers) != 2 or len(parts) != 3:
        return None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return datetime(_full_year(year), months[0], int(day))  # noqa: DTZ001 - its zone comes with the time


def _of_figures(found: re.Match[str], day_first: bool | None) -> datetime:
    if found.re is _YEAR_FIRST:
        return datetime(int(found[1]), int(found[3]), int(found[4]))  # noqa: DTZ001 - as above
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        raise AmbiguousDateError(f"{found[0]!r} could be two days; write it as 2024-03-31 or 31.03.2024")
    day, month = (first, second) if day_first else (second, first)
    return datetime(year, month, day)  # noqa: DTZ001 - as above


def _full_year(year: str) -> int:
    """A year; one of two digits is of this century or the end of the last, as in mail."""
    if len(year) == 4:
        return int(year)
    if len(year) != 2:
        raise ValueError(f"{year!r} is no year")
    return int(year) + (2000 if int(year) < 69 else 1900)


def _meaning(text: str) -> list[str]:
    """The words and numbers that tell a day, in lower case."""
    parts = [part.lower() for part in _WORD_OR_NUMBER.findall(text)]
    return [part for part in parts if part not in _fillers()]


@cache
def _months() -> Mapping[str, int]:
    return {
        form: number
        for language in languages().values()
        for form, number in language.date_words.month_of().items()
    }


@cache
def _fillers() -> frozenset[str]:
    return all_words(lambda language: language.date_words.fillers | language.date_words.weekdays)
