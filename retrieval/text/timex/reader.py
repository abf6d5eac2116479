"""From the words of an expression to the range of days it means: a reader for each kind of expression.

A reader asks a match for groups: a day `d` and the last of a few `d2`, month `m`, year `y` and the year behind it
`y2`, a year counted from now `ry`, season `s`, weekday `wd`, quarter or half `q` or `q2`, count `n`, unit `u` or
`u2`, a word that says whether the time is over `w`, one that says that it is the one before that `w2`, `many` for a
plural, `ten` for a decade, `tens` for one in words.  Groups that a rule does not have are not there.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corpus.languages.registry import any_pattern
from retrieval.text.timex.expression import Range
from retrieval.text.timex.vocabulary import compiled, vocabulary

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DAY = timedelta(days=1)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_DAYS_IN = {"day": 1, "week": 7}
_SEVERAL = 5
_RECENT_DAYS = 30

Reader: TypeAlias = "Callable[[re.Match[str], date], Range | None]"


def _year_of(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if said := groups.get("y"):
        return int(said) if 1000 <= int(said) <= 2100 else 0
    if relative := groups.get("ry"):
        return today.year - vocabulary().is_over(relative)
    return None


def _placed(match: re.Match[str], today: date, of_year: Callable[[int], Range | None]) -> Range | None:
    """The range in the year that is said, else the most recent one; "last" asks for one that is over."""
    year = _year_of(match, today)
    groups = match.groupdict()
    if year is not None:
        found = of_year(year) if year else None
        return found and found._replace(relative=groups.get("y") is None)
    over = vocabulary().is_over(groups.get("w"))
    ranges = filter(None, map(of_year, range(today.year + 1, today.year - 9, -1)))
    latest = next((r for r in ranges if (r.end if over else r.start) <= today), None)
    return latest and latest._replace(relative=bool(groups.get("w")), guessed=True)


def _first(year: int, month: int) -> date:
    """First day of a month, counted on beyond December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _months(year: int, month: int, count: int) -> Range:
    """So many months from the first day of one on."""
    return Range(_first(year, month), _first(year, month + count))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else vocabulary().counts.of(said)


def _month_of(match: re.Match[str]) -> int:
    said = match["m"]
    return int(said) if said.isdecimal() else vocabulary().months.of(said)


def read_day(match: re.Match[str], today: date) -> Range | None:
    """A day of a month, or a few: "5 to 8 May 2021"."""
    month, first = _month_of(match), int(match["d"])
    last = int(match.groupdict().get("d2") or first)
    if match["m"].rstrip(".") in vocabulary().no_months and _year_of(match, today) is None:
        return None

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
        return _months(year, 1, 12)  # day or month first, nobody knows; the year is sure
    return Range(day := date(year, min(one, other), max(one, other)), day + _DAY)


def read_month(match: re.Match[str], today: date) -> Range | None:
    """A month, of the year that is said or the latest one."""
    return _placed(match, today, lambda year: _months(year, _month_of(match), 1))


def read_season(match: re.Match[str], today: date) -> Range | None:
    """A season."""
    begin = vocabulary().seasons.of(match["s"])
    # A winter is named after the year in which it ends, unless both are said: "winter 2021/22".
    late = begin == 12 and not match.groupdict().get("y2")
    if late and match.groupdict().get("ry"):
        return None  # "the winter of last year" began in it, or ended
    return _placed(match, today, lambda year: _months(year - late, begin, 3))


def read_quarter(match: re.Match[str], today: date) -> Range | None:
    """A quarter of a year."""
    begin = 3 * vocabulary().ordinals.of(match["q"]) - 2
    return _placed(match, today, lambda year: _months(year, begin, 3))


def read_half(match: re.Match[str], today: date) -> Range | None:
    """Half a year."""
    begin = 6 * vocabulary().ordinals.of(match["q"] or match["q2"]) - 5
    return _placed(match, today, lambda year: _months(year, begin, 6)) if begin <= 7 else None


def read_first_months(match: re.Match[str], today: date) -> Range | None:
    """So many months from the beginning of a year on, as statistics count: "nine months of 2023"."""
    count = _number(match["n"])
    if not 1 <= count <= 12 or vocabulary().is_some(match["n"]):
        return None
    return _placed(match, today, lambda year: _months(year, 1, count))


def read_decade(match: re.Match[str], _: date) -> Range | None:
    """A decade, such as the 1990s."""
    tens = match.groupdict().get("tens")
    year = vocabulary().decades.of(tens) if tens else int(match["y"])
    if 100 <= year < 1700:
        return None  # "1000s of people"
    return _months(year + 1900 * (year < 100), 1, 120)


def read_years(match: re.Match[str], _: date) -> Range | None:
    """A year or two in figures, unless the number counts something."""
    first, groups, about = int(match["y"]), match.groupdict(), _about_years()
    at, to = match.span("x")
    before, behind = match.string[max(0, at - 24) : at], match.string[to : to + 24]
    said = groups["name"] or groups["said"]
    if not said and (about.count_before.search(before) or about.count_behind.search(behind)):
        return None
    if not 1000 <= first <= 2100:
        return None
    odd = first < 1900 or first % 100 == 0
    if odd and not said and (not about.cue.search(before) or about.counted.search(behind)):
        return None
    years = _last_year(first, groups["y2"]) - first + 1
    return _months(first, 1, 12 * years)._replace(closed=years > 1)


class _AboutYears(NamedTuple):
    """What stands about a year and about other numbers; see `YearWords`."""

    count_before: re.Pattern[str]
    count_behind: re.Pattern[str]
    cue: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _about_years() -> _AboutYears:
    count_before = any_pattern(lambda language: language.year_words.count_before)
    count_behind = any_pattern(lambda language: language.year_words.count_behind)
    cue = any_pattern(lambda language: language.year_words.cue)
    article = any_pattern(lambda language: language.year_words.article)
    counted = any_pattern(lambda language: language.year_words.counted)
    return _AboutYears(
        count_before=compiled(rf"(?:[$€£₽№]|\b{count_before}) ?$"),
        count_behind=compiled(rf"^(?: |-)?(?:{count_behind}|%|\d{{3}})(?!\w)"),
        cue=compiled(rf"\b{cue},?(?: {article}| -)? $"),
        counted=compiled(f"^ {counted}"),
    )


def _last_year(first: int, said: str | None) -> int:
    last = int(said or 0) + (first // 100 * 100 if said and len(said) == 2 else 0)
    return last if first < last <= 2100 else first


def read_weekday(match: re.Match[str], today: date) -> Range | None:
    """The latest day of this name; "next" asks for the first one to come."""
    word = match.groupdict().get("w")
    back = (today.weekday() - vocabulary().weekdays.of(match["wd"])) % 7
    if vocabulary().is_coming(word):
        back -= 7
    elif not back:
        back = 7 * vocabulary().is_over(word)
    day = today - back * _DAY
    return Range(day, day + _DAY, relative=True)


def read_named_day(match: re.Match[str], today: date) -> Range | None:
    """Today, yesterday, tomorrow and the like."""
    before = match.string[: match.start("x")]
    word_before = compiled(r"[\w’'-]+ $").search(before[-40:])
    if match["x"][0].isupper() and word_before and any(letter.isupper() for letter in word_before[0]):
        return None  # "USA Today"
    day = today + vocabulary().named_days.of(match["x"]) * _DAY
    # "How many live there today?" means these days.
    relative = (
        day != today or not before.strip() or compiled(r"\b@happens\b").search(match.string) is not None
    )
    return Range(day, day + _DAY, relative)


def read_weekend(_: re.Match[str], today: date) -> Range | None:
    """The latest Saturday and Sunday that are over."""
    saturday = today - ((today.weekday() - 5) % 7) * _DAY
    if saturday + 2 * _DAY > today:
        saturday -= 7 * _DAY
    return Range(saturday, saturday + 2 * _DAY, relative=True)


def read_to_date(match: re.Match[str], today: date) -> Range | None:
    """From the beginning of this week, month or year up to today."""
    groups = match.groupdict()
    unit = vocabulary().units.of(next(said for name in ("u", "u2") if (said := groups.get(name))))
    return Range(_unit(today, unit).start, today + _DAY, relative=True, closed=True)


def _unit(day: date, unit: str) -> Range:
    """The day, calendar week, month or year that a day lies in."""
    if unit == "week":
        return Range(monday := day - day.weekday() * _DAY, monday + 7 * _DAY, relative=True)
    if unit == "quarter":
        # What is counted by quarters is a fact of one, whenever it is reported.
        return _months(day.year, day.month - (day.month - 1) % 3, 3)
    if unit in ("month", "year"):
        whole = _months(day.year, day.month, 1) if unit == "month" else _months(day.year, 1, 12)
        return whole._replace(relative=True)
    return Range(day, day + _DAY, relative=True)


def _back(day: date, count: int, unit: str) -> date:
    if unit in _MONTHS_IN:
        first = _first(day.year, day.month - count * _MONTHS_IN[unit])
        return first.replace(day=min(day.day, 28))
    days = -(-count // 24) if unit == "hour" else count * _DAYS_IN[unit]
    return day - _DAY * days


def read_calendar(match: re.Match[str], today: date) -> Range | None:
    """This, the last or the next week, month or year of the calendar."""
    unit = vocabulary().units.of(match["u"])
    groups = match.groupdict()
    word = groups.get("w")
    back = 2 if groups.get("w2") else vocabulary().is_over(word) - vocabulary().is_coming(word)
    day = today.replace(day=1) if unit in ("month", "quarter") else today
    return _unit(_back(day, back, unit) if back else day, unit)


def read_ago(match: re.Match[str], today: date) -> Range | None:
    """So long ago: the day, week, month or year of then."""
    unit, said = vocabulary().units.of(match["u"]), match["n"]
    count = _number(said) if said else 1
    if said and vocabulary().is_some(said):
        return Range(_back(today, 2 * count, unit), today, relative=unit != "year")
    return _unit(_back(today, count, unit), unit)._replace(relative=unit != "year" or count == 1)


def read_rolling(match: re.Match[str], today: date) -> Range | None:
    """So long a time up to today."""
    groups = match.groupdict()
    if groups.get("ten"):
        return Range(_back(today, 10, "year"), today + _DAY, closed=True)
    unit = vocabulary().units.of(match["u"])
    many = groups.get("many") and not match["u"].startswith(vocabulary().one_unit)
    said = groups.get("n")
    count = _number(said) if said else (_SEVERAL if many else 1)
    relative = unit != "year" or (
        count == 1 and not many
    )  # "in the last ten years" speaks of how things went
    return Range(_back(today, count, unit), today + _DAY, relative, closed=True)


def read_recent(_: re.Match[str], today: date) -> Range | None:
    """What is recent without a number."""
    return Range(today - _RECENT_DAYS * _DAY, today + _DAY, relative=True, closed=True, vague=True)
