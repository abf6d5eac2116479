"""From the words of an expression to the range of days it means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from retrieval.text.timex.pattern import compiled
from retrieval.text.timex.span import Range
from retrieval.text.timex.vocabulary import (
    COUNTS,
    DAY_NAMES,
    DAYS,
    HOUR,
    MONTH,
    MONTHS,
    ORDINALS,
    OVER,
    QUARTER,
    SEASONS,
    SOME,
    TENS,
    UNITS,
    WEEK,
    WEEKDAYS,
    YEAR,
    number,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DAY = timedelta(days=1)
_MONTHS_IN = {MONTH: 1, QUARTER: 3, YEAR: 12}

Reader: TypeAlias = "Callable[[re.Match[str], date], Range | None]"


def _year_of(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if said := groups.get("y"):
        return int(said) if 1000 <= int(said) <= 2100 else 0
    if told := groups.get("ry"):
        return today.year - told.lower().startswith(OVER)
    return None


def _placed(match: re.Match[str], today: date, of_year: Callable[[int], Range | None]) -> Range | None:
    """The range in the year that is said, else the most recent one; "last" asks for one that is over."""
    year = _year_of(match, today)
    groups = match.groupdict()
    if year is not None:
        found = of_year(year) if year else None
        return found and found._replace(told=groups.get("y") is None)
    over = (groups.get("w") or "").lower().startswith(OVER)
    ranges = filter(None, map(of_year, range(today.year + 1, today.year - 9, -1)))
    latest = next((r for r in ranges if (r.end if over else r.start) <= today), None)
    return latest and latest._replace(told=bool(groups.get("w")), guessed=True)


def _first(year: int, month: int) -> date:
    """First day of a month, counted on beyond December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def months(year: int, month: int, count: int) -> Range:
    """So many months from the first day of one on."""
    return Range(_first(year, month), _first(year, month + count))


def read_day(match: re.Match[str], today: date) -> Range | None:
    """A day of a month, or a few: "5 to 8 May 2021"."""
    month, first = number(MONTHS, match["m"]), int(match["d"])
    last = int(match.groupdict().get("d2") or first)
    if match["m"] == "may" and _year_of(match, today) is None:
        return None  # "which 5 may be sold"

    def of_year(year: int) -> Range | None:
        try:
            start, end = date(year, month, first), date(year, month, last) + _DAY
        except ValueError:  # 29 February, most years
            return None
        return Range(start, end, closed=last != first) if start < end else None

    return _placed(match, today, of_year)


def read_slashed(match: re.Match[str], _: date) -> Range | None:
    """A date in figures such as 25/3/2021."""
    one, other, year = int(match["a"]), int(match["b"]), int(match["y"])
    if one != other and max(one, other) <= 12:
        return months(year, 1, 12)  # day or month first, nobody knows; the year is sure
    return Range(day := date(year, min(one, other), max(one, other)), day + _DAY)


def read_month(match: re.Match[str], today: date) -> Range | None:
    """A month, of the year that is said or the latest one."""
    return _placed(match, today, lambda year: months(year, number(MONTHS, match["m"]), 1))


def read_season(match: re.Match[str], today: date) -> Range | None:
    """A season."""
    begin = number(SEASONS, match["s"])
    # A winter is named after the year in which it ends, unless both are said: "winter 2021/22".
    late = begin == 12 and not match.groupdict().get("y2")
    if late and match.groupdict().get("ry"):
        return None  # "the winter of last year" began in it, or ended
    return _placed(match, today, lambda year: months(year - late, begin, 3))


def read_quarter(match: re.Match[str], today: date) -> Range | None:
    """A quarter of a year."""
    begin = 3 * number(ORDINALS, match["q"]) - 2
    return _placed(match, today, lambda year: months(year, begin, 3))


def read_half(match: re.Match[str], today: date) -> Range | None:
    """Half a year."""
    begin = 6 * number(ORDINALS, match["q"] or match["q2"]) - 5
    return _placed(match, today, lambda year: months(year, begin, 6)) if begin <= 7 else None


def read_first_months(match: re.Match[str], today: date) -> Range | None:
    """So many months from the beginning of a year on, as statistics count: "nine months of 2023"."""
    count = number(COUNTS, match["n"])
    if not 1 <= count <= 12 or match["n"].lower().startswith(SOME):
        return None
    return _placed(match, today, lambda year: months(year, 1, count))


def read_decade(match: re.Match[str], _: date) -> Range | None:
    """A decade, such as the 1990s."""
    tens = match.groupdict().get("tens")
    year = number(TENS, tens) if tens else int(match["y"])
    if 100 <= year < 1700:
        return None  # "1000s of people"
    return months(year + 1900 * (year < 100), 1, 120)


def read_weekday(match: re.Match[str], today: date) -> Range | None:
    """The latest day of this name."""
    over = (match.groupdict().get("w") or "").lower().startswith(OVER)
    back = (today.weekday() - number(WEEKDAYS, match["wd"])) % 7
    day = today - (back or 7 * over) * _DAY
    return Range(day, day + _DAY, told=True)


_MASTHEAD = r"(?-i:[A-ZА-Я])[\w’'-]* $"

_HAPPENS = r"""\b(?:happen\w*|did|was|were|said|news?|report\w*|announc\w*|latest|will|произо\w+|случ\w+|
нов(?:ое|ого|ости)|будет|\w{2,20}(?:л|ла|ло|ли|лся|лась|лось|лись)|шуд\w*|гуфт\w*|кард\w*|буд\w*|
хабар\w*|рӯй|омад\w*)\b"""


def read_named_day(match: re.Match[str], today: date) -> Range | None:
    """Today, yesterday and the like."""
    before = match.string[: match.start("x")]
    if match["x"][0].isupper() and compiled(_MASTHEAD).search(before[-40:]):
        return None  # "USA Today"
    day = today + number(DAY_NAMES, match["x"]) * _DAY
    # "How many live there today?" means these days.
    told = day < today or not before.strip() or compiled(_HAPPENS).search(match.string) is not None
    return Range(day, day + _DAY, told)


def read_weekend(_: re.Match[str], today: date) -> Range | None:
    """The latest Saturday and Sunday that are over."""
    saturday = today - ((today.weekday() - 5) % 7) * _DAY
    if saturday + 2 * _DAY > today:
        saturday -= 7 * _DAY
    return Range(saturday, saturday + 2 * _DAY, told=True)


def read_to_date(match: re.Match[str], today: date) -> Range | None:
    """From the beginning of this week, month or year up to today."""
    groups = match.groupdict()
    unit = number(UNITS, next(said for name in ("u", "u2") if (said := groups.get(name))))
    return Range(_unit(today, unit).start, today + _DAY, told=True, closed=True)


def _unit(day: date, unit: int) -> Range:
    """The day, calendar week, month or year that a day lies in."""
    if unit == WEEK:
        return Range(monday := day - day.weekday() * _DAY, monday + 7 * _DAY, told=True)
    if unit == QUARTER:
        # What is counted by quarters is a fact of one, whenever it is reported.
        return months(day.year, day.month - (day.month - 1) % 3, 3)
    if unit in (MONTH, YEAR):
        whole = months(day.year, day.month, 1) if unit == MONTH else months(day.year, 1, 12)
        return whole._replace(told=True)
    return Range(day, day + _DAY, told=True)


def _back(day: date, count: int, unit: int) -> date:
    if unit in _MONTHS_IN:
        first = _first(day.year, day.month - count * _MONTHS_IN[unit])
        return first.replace(day=min(day.day, 28))
    return day - _DAY * {HOUR: -(-count // 24), DAYS: count, WEEK: 7 * count}[unit]


def read_calendar(match: re.Match[str], today: date) -> Range | None:
    """This or the last week, month or year of the calendar."""
    unit = number(UNITS, match["u"])
    groups = match.groupdict()
    over = 2 if groups.get("w2") else int((groups.get("w") or "").lower().startswith(OVER))
    day = today.replace(day=1) if unit in (MONTH, QUARTER) else today
    return _unit(_back(day, over, unit) if over else day, unit)


def read_ago(match: re.Match[str], today: date) -> Range | None:
    """So long ago: the day, week, month or year of then."""
    said = match["n"] or "one"
    count, unit = number(COUNTS, said), number(UNITS, match["u"])
    if said.lower().startswith(SOME):
        return Range(_back(today, 2 * count, unit), today, told=unit != YEAR)
    return _unit(_back(today, count, unit), unit)._replace(told=unit != YEAR or count == 1)


def read_rolling(match: re.Match[str], today: date) -> Range | None:
    """So long a time up to today."""
    groups = match.groupdict()
    if groups.get("ten"):
        return Range(_back(today, 10, YEAR), today + _DAY, closed=True)
    unit, many = number(UNITS, match["u"]), groups.get("many") and not match["u"].startswith("сут")
    count = number(COUNTS, groups.get("n") or ("few" if many else "one"))
    told = unit != YEAR or (count == 1 and not many)  # "in the last ten years" speaks of how things went
    return Range(_back(today, count, unit), today + _DAY, told, closed=True)


_RECENT_DAYS = 30


def read_recent(_: re.Match[str], today: date) -> Range | None:
    """What is recent without a number."""
    return Range(today - _RECENT_DAYS * _DAY, today + _DAY, told=True, closed=True)
