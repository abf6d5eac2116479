"""The times a question speaks of, in English, Russian and Tajik, as ranges on the publication date."""

# A small grammar of its own.  dateparser reads nearly any word or number as some moment ("may", "on", "2015" of
# "2015 people"), gives a moment where a range is meant, knows no Tajik, and is slow to import.

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a question
_UNDATED = 0.5  # between the times that fit and those that do not
_RECENT_DAYS = 30
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A range of time that a question speaks of; half-open, `start` is in it and `end` is not.

    Attributes:
        start: First moment, in UTC; `None` where it has no beginning.
        end: First moment behind it, in UTC; `None` where it has no end.
        words: The words of the question that said so.
        kind: "report" where the question asks for what was published or happened then as seen from now,
            "fact" where the date may just as well belong to what is asked.
    """

    start: datetime | None
    end: datetime | None
    words: str
    kind: str


class _Range(NamedTuple):
    start: date
    end: date
    told: bool = False  # relative to now, as a reader of news speaks
    closed: bool = False  # a range already: "since" does not open it
    guessed: bool = False  # the year was not said


class _Span(NamedTuple):
    at: int
    to: int
    range: _Range
    bare: bool  # a year alone


def periods(question: str, now: datetime) -> list[Period]:
    """Find the times a question speaks of, in the order it names them.

    Days begin at midnight in the time zone of `now`.  A month or a weekday alone is the most recent one.  Times
    that lie wholly in the future are left out: nothing has been published in them.

    Args:
        question: A question in any language; its first 2,000 characters are looked at.
        now: The moment of asking, with a time zone.
    """
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    text = question[:_MAX_CHARS]
    found: dict[tuple[datetime | None, datetime | None], Period] = {}
    for first, last, at, to, report in _ranges(text, _spans(text, now.date())):
        start, end = _moment(first, now), _moment(last, now)
        if (start is None and end is None) or (start is not None and start > now):
            continue
        kind = "report" if report else "fact"
        if (start, end) not in found or (report and found[start, end].kind == "fact"):
            found[start, end] = Period(start=start, end=end, words=text[at:to].strip(), kind=kind)
    return list(found.values())


def closeness(published: datetime | None, period: Period) -> float:
    """How well a publication date fits a period.

    Args:
        published: With a time zone; `None` for an undated article, which fits halfway whatever the period.
        period: What was asked for.

    Returns:
        1.0 inside; outside it halves with every half length of the period, at least every day and a half (with
        every 90 days where the period has an open end); 0.5 for an undated article.
    """
    if published is None:
        return _UNDATED
    start, end = period.start, period.end
    half_life = max((end - start) / 2, 1.5 * _DAY) if start and end else 90 * _DAY
    if start and published < start:
        gap = start - published
    elif end and published >= end:
        gap = published - end
    else:
        return 1.0
    return float(0.5 ** min(gap / half_life, 1_000.0))


class Expression(NamedTuple):
    """A time that a text speaks of.

    Attributes:
        at: Offset of its first character.
        to: Offset behind its last.
        start: First day.
        end: Day behind the last.
        relative: Whether it is counted from the day of writing ("yesterday", "on Friday").
        guessed: Whether the year was not said and is the one nearest before the day of writing.
    """

    at: int
    to: int
    start: date
    end: date
    relative: bool
    guessed: bool


def expressions(text: str, written: date) -> list[Expression]:
    """The times that a text speaks of, in its order, read as of the day it was written."""
    return [
        Expression(s.at, s.to, s.range.start, s.range.end, s.range.told, s.range.guessed)
        for s in _spans(text, written)
    ]


def _moment(day: date | None, now: datetime) -> datetime | None:
    if day is None:
        return None
    try:
        return datetime.combine(day, time.min, now.tzinfo).astimezone(UTC)
    except (ValueError, OverflowError):  # the first or last day of all time
        return None


def _spans(text: str, today: date) -> list[_Span]:
    """The expressions in a text, none over another, in its order; the rules that come first take theirs first."""
    taken, spans = bytearray(len(text)), []
    for script, read, pattern in _RULES:
        if not _SCRIPTS[script].search(text):
            continue
        for match in _compiled(pattern).finditer(text):
            at, to = match.span("x")
            if any(taken[at:to]):
                continue
            try:
                found = read(match, today)
            except (ValueError, OverflowError):  # a day or a year that no calendar has
                continue
            if found:
                taken[at:to] = b"\1" * (to - at)
                spans.append(_Span(at, to, found, bare=read is _years))
    return sorted(spans)


def _ranges(text: str, spans: list[_Span]) -> Iterator[tuple[date | None, date | None, int, int, bool]]:
    """First day, day behind the last, place in the text, and whether it is about reports."""
    rest = iter(zip(spans, [*spans[1:], None], strict=False))
    for one, other in rest:
        pair = _pair(text, one, other)
        if pair and other:
            next(rest, None)
            yield *pair, other.to, one.range.told or other.range.told or _reports(text, pair[2], other)
        else:
            start, end, at, to = _opened(text, one)
            yield start, end, at, to, one.range.told or _reports(text, at, one)


def _pair(text: str, one: _Span, other: _Span | None) -> tuple[date, date, int] | None:
    """First day, day behind the last, and where "between … and …" begins, if that is what two expressions are."""
    if other is None or other.at - one.to > 40:
        return None
    from_, between = max(0, one.at - 40), text[one.to : other.at]
    opening = _compiled(_OPENING).search(text[from_ : one.at])
    if not _compiled(_JOIN).fullmatch(between) or not (opening or between.strip() in ("-", "–", "—")):
        return None
    start, end = _aligned(one.range, other.range)
    return (start, end, from_ + opening.start() if opening else one.at) if start < end else None


def _aligned(one: _Range, other: _Range) -> tuple[date, date]:
    """From the one to the other; "from March to May 2021" says the year once."""
    later = (one.start.month, one.start.day) > (other.start.month, other.start.day)
    if one.guessed:
        return _in_year(one.start, other.start.year - later), other.end
    if other.guessed:
        shift = one.start.year + later - other.start.year
        return one.start, _in_year(other.end, other.end.year + shift)
    return one.start, other.end


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _opened(text: str, span: _Span) -> tuple[date | None, date | None, int, int]:
    """The range of one expression with the "since" or "before" that stands at it."""
    at, to, start, end, closed = span.at, span.to, span.range.start, span.range.end, span.range.closed
    from_ = max(0, at - 40)
    openings = ((_AFTER, end, None), (_BEFORE, None, start), (_UNTIL, None, end), (_SINCE, start, None))
    for pattern, first, last in () if closed else openings:
        if opening := _compiled(pattern).search(text[from_:at]):
            return first, last, from_ + opening.start(), to
    if not closed and (onward := _compiled(_ONWARD).search(text[to : to + 20])):
        return start, None, at, to + onward.end()
    return start, end, at, to


def _reports(text: str, at: int, span: _Span) -> bool:
    """Whether the words about an expression speak of reports."""
    before, behind = text[:at][-60:], text[span.to :][:60]
    if _compiled(_NEWS_BEFORE).search(before) or _compiled(_NEWS_BEHIND).search(behind):
        return True
    if _compiled(_PUBLISHED_BEFORE).search(before) or _compiled(_PUBLISHED_BEHIND).search(behind):
        return _compiled(_NEWS).search(text[:at]) is not None
    # "The report in 1973" and "report on 2015" are papers of a year.
    tells = _compiled(_TELLS_BEFORE).search(before)
    if tells:
        return not span.bare or not (tells["noun"] or tells[0].rstrip().lower().endswith(" on"))
    return _compiled(_TELLS_BEHIND).search(behind) is not None


# Words.  In patterns a space stands for one to three of any white space, a new line for nothing, and a Tajik letter
# also for the Russian one that keyboards without Tajik letters leave in its place.

_PLAIN = str.maketrans("ҳқғӣӯҷ", "хкгиуч")
_EITHER = {ord(letter): f"[{letter}{plain}]" for letter, plain in zip("ҳқғӣӯҷ", "хкгиуч", strict=True)}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    loose = pattern.replace("\n", "").replace(" ", r"(?:\s{1,3})").translate(_EITHER)
    return re.compile(loose, re.IGNORECASE)


def _table(text: str) -> dict[str, int]:
    """Beginnings of words and their numbers, longest first."""
    pairs = (entry.split("=") for entry in text.translate(_PLAIN).split())
    table = {begin: int(number) for begins, number in pairs for begin in begins.split("|")}
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))


def _number(table: Mapping[str, int], word: str) -> int:
    """The number of a word.  A look-alike letter that only the pattern takes for ours is a ValueError."""
    plain = word.lower().translate(_PLAIN)
    known = next((number for begin, number in table.items() if plain.startswith(begin)), None)
    return int(plain) if known is None else known


_MONTHS = _table("""jan|янв=1 feb|фев=2 mar|мар=3 apr|апр=4 may|ма=5 jun|июн=6 jul|июл=7 aug|авг=8 sep|сен=9
    oct|окт=10 nov|ноя=11 dec|дек=12""")
_SEASONS = _table("sp|вес|баҳ=3 su|лет|тоб=6 au|fa|осен|тир=9 wi|зим=12")
_WEEKDAYS = _table("""mo|пон|душ=0 tu|вт|сеш=1 we|ср|чор=2 th|чет|панҷ=3 fr|пят|ҷум=4 sa|суб|шан=5
    su|вос|якш=6""")
_COUNTS = _table("""a|one|од|як=1 two|couple|дв|пар|ду=2 three|тр|се=3 four|чет|чор|чаҳор=4 five|пят|панҷ=5
    six|шес|шаш=6 seven|сем|ҳафт=7 eight|вос|ҳашт=8 nine|девят|нӯҳ=9 ten|десят|даҳ=10 few|several|неск|чанд=5""")
_ORDINALS = _table("fir|1|i|пер|як|ав=1 sec|2|ii|вт|ду=2 thi|3|iii|тр|се=3 fou|4|iv|че|чо=4")
_UNITS = _table("ho|ча|соа=1 d|сут|д|рӯз=2 w|нед|ҳаф=3 mo|мес|моҳ=4 y|го|ле|сол=5")
_HOUR, _DAYS, _WEEK, _MONTH, _YEAR = 1, 2, 3, 4, 5
_DAY_NAMES = _table(
    "today|tonight|this|сегодня|имрӯз=0 yesterday|last|вчера|дирӯз|дишаб=-1 the|позавчера|парерӯз=-2"
)
_OVER = ("last", "прош", "мин", "гуз", "соли гуз", "пор")  # the last one, not the one that still runs

_SOME = ("few", "several", "неск", "чанд")

_N = r"""(?:a )?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|few|several|couple of|од[ин]\w{1,3}|
дв\w{1,2}|тр[иеё]х?|четыр\w{1,2}|пят[ьи]|шест[ьи]|сем[ьи]|вос[еь]м[ьи]|девят[ьи]|десят[ьи]|нескольк\w{1,2}|пар[уы]|
як|ду|се|чор|чаҳор|панҷ|шаш|ҳафт|ҳашт|нӯҳ|даҳ|чанд)"""
_EN_UNIT = "(?P<u>hour|day|week|month|year)"
_RU_UNIT = r"(?P<u>час(?:а|ов)?|сут(?:ки|ок)|день|дн(?:я|ей|и)|недел[юияь]|месяц(?:а|ев|ы)?|год[аы]?|лет)\b"
_TG_UNIT = "(?P<u>соат|рӯз|ҳафта|моҳ|сол)"
_EN_FULL = "january|february|march|april|may|june|july|august|september|october|november|december"
_EN_TITLE = _EN_FULL.title()
_EN_MONTH = rf"(?P<m>{_EN_FULL}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_CY_MONTH = r"""(?P<m>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|е|ем|ём|и)?|
(?:март|август)[ауеи]?|ма(?:й|йи|я|ю|е))\b"""
_Y = r"(?P<y>\d{4})(?!\d|[.,:]\d|[^\W\dг])(?: ?(?:год[ауе]?\b|г\b\.?))?"
_TAIL = rf"""(?:(?: ?, ?|(?: of| in)? )(?:соли )?{_Y}|(?:,| of)? (?P<ry>(?:last|this) year|
(?:прошл|эт|текущ)\w{{2,3}} года|соли (?:гузашта|ҷорӣ))\b)"""
_TH = "(?:st|nd|rd|th|-?(?:го|е|ум|уми))?"
_DAYS_OF = rf"\b(?P<d>\d{{1,2}}){_TH}(?: ?(?:[-–—]|to|and|по|до|и|то|ва) ?(?P<d2>\d{{1,2}}){_TH})?"
_EN_SEASON = "(?P<s>spring|summer|autumn|fall|winter)"
_CY_SEASON = r"""\b(?P<s>весн(?:ой|ы|у|а|е)|лет(?:ом|о|а)|осен(?:ью|и|ь)|зим(?:ой|ы|у|а|е)|
(?:баҳор|тобистон|тирамоҳ|зимистон)и?)"""
_EN_WEEKDAY = "(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_RU_WEEKDAY = r"""(?P<wd>понедельника?|вторника?|сред[уы](?! обитани)|четверга?|пятниц[уы]|суббот[уы]|
воскресень[ея])"""
_TG_WEEKDAY = "(?P<wd>душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе|якшанбе)"
# What may stand between "since" and the date.
_PART = r"""(?:(?:the|early|late|mid|(?:beginning|start|middle|end) of|начал[ае]|середин[ыае]|конц[ае]|аввали|охири|
моҳи|санаи|рӯзи) ){0,3}"""
_AFTER = _PART.join([r"\b(?:after|following|later than|после|(?:пас|баъд) аз) ", "$"])
_BEFORE = _PART.join([r"\b(?:before|prior to|earlier than|до|раньше|(?:пеш|қабл) аз) ", "$"])
_UNTIL = _PART.join([r"\b(?:until|till?|up to|through|вплоть до|по|то) ", "$"])
_SINCE = _PART.join([r"\b(?:since|starting (?:in|from|on|with)|начиная с|со?|аз) ", "$"])
_OPENING = _PART.join([r"\b(?:between|from|между|со?|от|аз|байни|миёни) ", "$"])
_ONWARD = r"^,? (?:on|onwards?|to date|ба ин сӯ|инҷониб)\b"
_JOIN = f" ?(?:[-–—]|and|to|till|until|through|и|по|до|ва|то) ?{_PART}"


# From words to ranges.

_Reader: TypeAlias = "Callable[[re.Match[str], date], _Range | None]"


def _year_of(match: re.Match[str], today: date) -> int | None:
    groups = match.groupdict()
    if said := groups.get("y"):
        return int(said) if 1000 <= int(said) <= 2100 else 0
    if told := groups.get("ry"):
        return today.year - told.lower().startswith(_OVER)
    return None


def _placed(match: re.Match[str], today: date, of_year: Callable[[int], _Range | None]) -> _Range | None:
    """The range in the year that is said, else the most recent one; "last" asks for one that is over."""
    year = _year_of(match, today)
    groups = match.groupdict()
    if year is not None:
        found = of_year(year) if year else None
        return found and found._replace(told=groups.get("y") is None)
    over = (groups.get("w") or "").lower().startswith(_OVER)
    ranges = filter(None, map(of_year, range(today.year + 1, today.year - 9, -1)))
    latest = next((r for r in ranges if (r.end if over else r.start) <= today), None)
    return latest and latest._replace(told=bool(groups.get("w")), guessed=True)


def _first(year: int, month: int) -> date:
    """First day of a month, counted on beyond December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _months(year: int, month: int, count: int) -> _Range:
    return _Range(_first(year, month), _first(year, month + count))


def _day(match: re.Match[str], today: date) -> _Range | None:
    month, first = _number(_MONTHS, match["m"]), int(match["d"])
    last = int(match.groupdict().get("d2") or first)
    if match["m"] == "may" and _year_of(match, today) is None:
        return None  # "which 5 may be sold"

    def of_year(year: int) -> _Range | None:
        try:
            start, end = date(year, month, first), date(year, month, last) + _DAY
        except ValueError:  # 29 February, most years
            return None
        return _Range(start, end, closed=last != first) if start < end else None

    return _placed(match, today, of_year)


def _slashed(match: re.Match[str], _: date) -> _Range | None:
    one, other, year = int(match["a"]), int(match["b"]), int(match["y"])
    if one != other and max(one, other) <= 12:
        return _months(year, 1, 12)  # day or month first, nobody knows; the year is sure
    return _Range(day := date(year, min(one, other), max(one, other)), day + _DAY)


def _month(match: re.Match[str], today: date) -> _Range | None:
    return _placed(match, today, lambda year: _months(year, _number(_MONTHS, match["m"]), 1))


def _season(match: re.Match[str], today: date) -> _Range | None:
    begin = _number(_SEASONS, match["s"])
    # A winter is named after the year in which it ends, unless both are said: "winter 2021/22".
    late = begin == 12 and not match.groupdict().get("y2")
    return _placed(match, today, lambda year: _months(year - late, begin, 3))


def _quarter(match: re.Match[str], _: date) -> _Range | None:
    return _months(int(match["y"]), 3 * _number(_ORDINALS, match["q"]) - 2, 3)


def _half(match: re.Match[str], _: date) -> _Range | None:
    return _months(int(match["y"]), 6 * _number(_ORDINALS, match["q"]) - 5, 6)


def _decade(match: re.Match[str], _: date) -> _Range | None:
    year = int(match["y"])
    if 100 <= year < 1700:
        return None  # "1000s of people"
    return _months(year + 1900 * (year < 100), 1, 120)


def _weekday(match: re.Match[str], today: date) -> _Range | None:
    over = (match.groupdict().get("w") or "").lower().startswith(_OVER)
    back = (today.weekday() - _number(_WEEKDAYS, match["wd"])) % 7
    day = today - (back or 7 * over) * _DAY
    return _Range(day, day + _DAY, told=True)


def _named_day(match: re.Match[str], today: date) -> _Range | None:
    before = match.string[: match.start("x")]
    if match["x"][0].isupper() and _compiled(_MASTHEAD).search(before[-40:]):
        return None  # "USA Today"
    day = today + _number(_DAY_NAMES, match["x"]) * _DAY
    # "How many live there today?" means these days.
    told = day < today or not before.strip() or _compiled(_HAPPENS).search(match.string) is not None
    return _Range(day, day + _DAY, told)


def _unit(day: date, unit: int) -> _Range:
    """The day, calendar week, month or year that a day lies in."""
    if unit == _WEEK:
        return _Range(monday := day - day.weekday() * _DAY, monday + 7 * _DAY, told=True)
    if unit in (_MONTH, _YEAR):
        whole = _months(day.year, day.month, 1) if unit == _MONTH else _months(day.year, 1, 12)
        return whole._replace(told=True)
    return _Range(day, day + _DAY, told=True)


def _back(day: date, count: int, unit: int) -> date:
    if unit in (_MONTH, _YEAR):
        first = _first(day.year, day.month - count * (12 if unit == _YEAR else 1))
        return first.replace(day=min(day.day, 28))
    return day - _DAY * {_HOUR: -(-count // 24), _DAYS: count, _WEEK: 7 * count}[unit]


def _calendar(match: re.Match[str], today: date) -> _Range | None:
    unit = _number(_UNITS, match["u"])
    over = (match.groupdict().get("w") or "").lower().startswith(_OVER)
    return _unit(_back(today.replace(day=1) if unit == _MONTH else today, 1, unit) if over else today, unit)


def _ago(match: re.Match[str], today: date) -> _Range | None:
    said = match["n"] or "one"
    count, unit = _number(_COUNTS, said), _number(_UNITS, match["u"])
    if said.lower().startswith(_SOME):
        return _Range(_back(today, 2 * count, unit), today, told=unit != _YEAR)
    return _unit(_back(today, count, unit), unit)._replace(told=unit != _YEAR or count == 1)


def _rolling(match: re.Match[str], today: date) -> _Range | None:
    groups = match.groupdict()
    unit, many = _number(_UNITS, match["u"]), groups.get("many") and not match["u"].startswith("сут")
    count = _number(_COUNTS, groups.get("n") or ("few" if many else "one"))
    told = unit != _YEAR or (count == 1 and not many)  # "in the last ten years" speaks of how things went
    return _Range(_back(today, count, unit), today + _DAY, told, closed=True)


def _recent(_: re.Match[str], today: date) -> _Range | None:
    return _Range(today - _RECENT_DAYS * _DAY, today + _DAY, told=True, closed=True)


_UNITS_BEHIND = r"""^(?: |-)?(?:k?m|cm|mm|k?g|[km]w|hp|[gm]hz|km/h|met(?:er|re)s?|kilomet\w+|miles?|feet|tons?|tonnes?|
kilo\w+|grams?|acres?|hectares?|barrels?|people|persons?|m[ae]n|wom[ae]n|children|soldiers|troops|workers|employees|
students|cases|deaths|votes|seats|points|homes|houses|times|pages|words|(?:million|billion|thousand|percent)\w*|dollars?|euros?|
rubles?|somoni|degrees|years|days|hours|minutes|seconds|bce?|b\.c|до н|метр\w*|км|кг|тонн\w*|гектар\w*|человек\w*|
люд\w+|руб\w*|доллар\w*|евро|сомон\w*|процент\w*|раз|штук\w*|солдат\w*|лет|дней|часов|мест|квартир\w*|тысяч\w*|
миллион\w*|нафар\w*|кас|фоиз\w*|дона|одам\w*|адад|хона\w*|рӯз\w*|%|\d{3})(?!\w)"""
_YEARS = r"""(?:(?<=mid-)|(?<=early-)|(?<=late-)|(?<![\w.,$€£₽#№:/'’+–-]))
(?P<x>(?:(?P<name>the year|year|соли|солҳои) )?
(?P<y>\d{4})(?: ?[-–—/] ?(?P<y2>\d{4}|\d\d))?
(?:(?P<said> ?(?:год(?:а|у|ом|ы|ов|ах|ами|ам|е)?\b|гг?\b\.?))|-(?:й|го|м|му|ом|ого|уми?)\b(?: год\w{0,3})?|
(?![\w%°$€£₽]|[.,:]\d|[-–—/]\w)))"""
_COUNT_BEFORE = r"""(?:[$€£₽№]|\b(?:usd|eur|rub|tjs|number|no\.?|room|flight|resolution|route|article|section|page|code|
model|(?:more|less|fewer) than|over|at least|nearly|almost|about(?! the)|approximately|some|exactly|номер\w?|рейс\w?|
резолюци\w{1,2}|стать[яией]|около|более|менее|почти|рақами|қатъномаи|беш аз)) ?$"""
_YEAR_BEFORE = rf"""\b(?:in|since|before|after|until|till|by|during|of|for|from|between|through|and|to|around|circa|
early|late|mid|the year|в|во|с|со|до|к|после|за|от|и|между|начал\w|конц\w|дар|аз|то|ва|байни|
{_EN_FULL}),?(?: the| -)? $"""
_COUNTED = r"^ (?!was|is|has|does|its|this|series|news)[a-z]+s\b"


def _years(match: re.Match[str], _: date) -> _Range | None:
    """A year or two, unless the number counts something."""
    first, groups = int(match["y"]), match.groupdict()
    at, to = match.span("x")
    before, behind = match.string[max(0, at - 24) : at], match.string[to : to + 24]
    said = groups["name"] or groups["said"]
    cued = said or _compiled(_YEAR_BEFORE).search(before)
    odd = first < 1900 or first % 100 == 0
    if not said and (_compiled(_COUNT_BEFORE).search(before) or _compiled(_UNITS_BEHIND).search(behind)):
        return None
    if not 1000 <= first <= 2100 or (odd and (not cued or (not said and _compiled(_COUNTED).search(behind)))):
        return None
    years = _last_year(first, groups["y2"]) - first + 1
    return _months(first, 1, 12 * years)._replace(closed=years > 1)


def _last_year(first: int, said: str | None) -> int:
    last = int(said or 0) + (first // 100 * 100 if said and len(said) == 2 else 0)
    return last if first < last <= 2100 else first


# About reports, before and behind an expression.

_NEWS = r"""\b(?:news|articles?|stor(?:y|ies)|headlines|coverage|posts?|reports?|новост|стать|статей|публикац|заметк|
репортаж|хабар|мақола)"""
_IN = r",?(?: (?:in|on|from|since|during|between|before|after|until|за|в|во|от|с|со|до|после|на|дар|аз|то))? "
_OF = rf"(?:{_IN}|,? (?:of|for|dated|over) )"
_NEWS_BEFORE = rf"""\b(?:news|articles?|stories|headlines|coverage|новост\w{{0,3}}|стат(?:ья|ьи|ей|ьях|ью|ье)|
публикаци\w{{1,2}}|заметк\w{{1,2}}|репортаж\w{{0,2}}|сообщения\w?|(?:хабар|мақола|навгони)(?:ҳо)?и?){_OF}{_PART}$"""
_NEWS_BEHIND = r"^ (?:news|articles?|stories|headlines|coverage)\b"
_PUBLISHED_BEFORE = (
    rf"\b(?:published|posted|written|dated|опубликован\w{{0,3}}|вышедш\w{{2,3}}|вышл[аио]){_IN}{_PART}$"
)
_PUBLISHED_BEHIND = r"^ (?:нашр (?:шуд|кард)|опубликова)"
_TELLS_BEFORE = rf"""(?:(?P<noun>(?:\b(?:the|an?)|['’]s?) )?\breport(?:ed|s)?|\b(?:wr[io]te|written about|covered|
сообща(?:ли|ло|л|ла|ют)|сообщ(?:или|ил|ила|ило)|(?:на)?писал[аи]?)){_IN}{_PART}$"""
_TELLS_BEHIND = r"""^,? (?:(?:what|which|who) )?(?:was|were|did|has|have)(?: \w{1,20}){0,3} report(?:ed)?\b|
^,?(?: \w{1,20}){0,2} (?:сообщал|писал|(?:хабар|гузориш) (?:дод|медод))"""


_MASTHEAD = r"(?-i:[A-ZА-Я])[\w’'-]* $"
_HAPPENS = r"""\b(?:happen\w*|did|was|were|said|news?|report\w*|announc\w*|latest|will|произо\w+|случ\w+|
нов(?:ое|ого|ости)|будет|\w{2,20}(?:л|ла|ло|ли|лся|лась|лось|лись)|шуд\w*|гуфт\w*|кард\w*|буд\w*|
хабар\w*|рӯй|омад\w*)\b"""
_SCRIPTS = {"any": re.compile(r"\d"), "latin": re.compile("[A-Za-z]"), "cyrillic": re.compile("[а-яА-Я]")}
_AT_EN = rf"\b(?:in|on|since|until|till|before|after|during|for|by) {_PART}"
_AT_CY = (
    r"\b(?:в|во|с|со|за|до|после|к|от|начал[ае]|конц[еа]|середин[еы]|течение|между|и|по|дар|аз|то) (?:моҳи )?"
)
_WAS = r"(?P<w>last|this)"
_RU_WAS = r"(?P<w>прошл|минувш|прошедш|эт|текущ|нынешн)\w{1,3}"
_Q_EN = "(?P<q>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
_Q_RU = r"(?P<q>[1-4]|i{1,3}|iv|перв\w{2,3}|втор\w{2,3}|трет\w{2,4}|четв[её]рт\w{2,3})(?:-?(?:[йме]|го|ом|ый|ой|ий))?"
_Q_TG = "(?P<q>якум|аввал|дуюм|сеюм|чорум|чаҳорум)и?"
# Script of the rule, how it is read, and what it looks like; `x` is the expression.  The first rules take theirs first.
_TABLE = rf"""
any      day        (?<![\w.-])(?P<x>(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d))(?!\w|[.-]\d)
any      day        (?<![\w.-])(?P<x>(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}))(?!\w|[.-]\d)
any      slashed    (?<![\w/-])(?P<x>(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>\d{{4}}))(?![\w/])
latin    day        (?P<x>{_DAYS_OF} (?:of )?{_EN_MONTH}{_TAIL}?)
latin    day        \b(?P<x>{_EN_MONTH} (?:the )?{_DAYS_OF}(?!\d|[.:]\d){_TAIL}?)
cyrillic day        (?P<x>(?:санаи )?{_DAYS_OF} (?:моҳи )?{_CY_MONTH}{_TAIL}?)
latin    month      \b(?P<x>{_EN_MONTH}{_TAIL})
cyrillic month      \b(?P<x>(?:моҳи )?{_CY_MONTH}{_TAIL})
latin    quarter    \b(?P<x>q(?P<q>[1-4])(?: of)?,? {_Y})
latin    quarter    \b(?P<x>{_Q_EN} quarter(?: of)?,? {_Y})
latin    half       \b(?P<x>{_Q_EN} half(?: of)?,? {_Y})
cyrillic quarter    \b(?P<x>{_Q_RU} квартал\w{{0,2}} {_Y})
cyrillic half       \b(?P<x>{_Q_RU} полугоди\w{{1,2}} {_Y})
cyrillic quarter    \b(?P<x>семоҳаи {_Q_TG} соли {_Y})
cyrillic half       \b(?P<x>нимсолаи {_Q_TG} соли {_Y})
latin    season     \b(?P<x>{_EN_SEASON}(?: of)?,? {_Y}(?P<y2>[/–-]\d{{2,4}})?)
cyrillic season     (?P<x>{_CY_SEASON},? (?:соли )?{_Y}(?P<y2>[/–-]\d{{2,4}})?)
latin    season     \b(?P<x>{_WAS} {_EN_SEASON})\b
cyrillic season     \b(?P<x>{_RU_WAS} {_CY_SEASON})\b
cyrillic season     (?P<x>{_CY_SEASON} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
latin    decade     \b(?P<x>(?:the )?(?P<y>\d{{3}}0)['’]?s)\b
latin    decade     \b(?P<x>the ['’]?(?P<y>[3-9]0)s)\b
cyrillic decade     \b(?P<x>(?P<y>\d{{3}}0|[3-9]0)-?(?:е|х|ые|ых) год\w{{1,3}})\b
cyrillic decade     \b(?P<x>солҳои (?P<y>\d{{3}}0|[3-9]0)-?уми?)\b
any      years      {_YEARS}
latin    named_day  \b(?P<x>the day before yesterday|yesterday|today(?!['’]s (?:world|society|life))|tonight|
              this (?:morning|afternoon|evening)|last night)\b
cyrillic named_day  \b(?P<x>(?:позавчера|вчера|сегодня|имрӯз|парерӯз|дирӯз|дишаб)\w{{0,6}})\b
latin    rolling    \b(?P<x>(?:last|past|recent) {_N} {_EN_UNIT}s?)\b(?! of\b)
latin    rolling    \b(?:in|over|within|during|for|of|from) the (?P<x>(?:last|past) {_EN_UNIT})\b(?! of\b)
latin    rolling    \b(?P<x>past {_EN_UNIT})\b(?! of\b)
latin    rolling    \b(?P<x>recent {_EN_UNIT}(?P<many>s))\b
cyrillic rolling    \b(?:за|в|течение|протяжении|со?) (?P<x>последн(?:(?P<many>и[ехм])|\w{{2}}) (?:{_N} )?
              {_RU_UNIT})
cyrillic rolling    \b(?P<x>{_N} {_TG_UNIT}и (?:охир|ахир|гузашта)\w{{0,2}})\b
cyrillic rolling    \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?:охир|ахир))\b
cyrillic rolling    \b(?P<x>{_TG_UNIT}(?P<many>ҳо)и (?:охир|ахир))\b
latin    calendar   \b(?P<x>{_WAS} (?P<u>week|month|year)(?:['’]s)?)\b(?! of\b)
cyrillic calendar   \b(?P<x>{_RU_WAS} (?P<u>недел[яюией]|месяц(?:а|е|ем)?|год(?:а|у|ом)?))\b
cyrillic calendar   \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?P<w>гузашта|ҷорӣ|равон))\b
cyrillic calendar   \b(?P<x>(?:ин |им|(?P<w>пор))(?P<u>ҳафта|моҳ|сол)[аи]?)\b
latin    ago        \b(?P<x>(?:an?|{_N}) {_EN_UNIT}s? ago)\b
cyrillic ago        \b(?P<x>(?:{_N} )?{_RU_UNIT} (?:тому )?назад)\b
cyrillic ago        \b(?P<x>{_N} {_TG_UNIT}и? (?:пеш|қабл))\b(?! аз)
latin    weekday    \b(?P<x>{_WAS} {_EN_WEEKDAY})\b
latin    weekday    {_AT_EN}(?P<x>{_EN_WEEKDAY})\b(?! \w+s\b)(?!,? (?:the )?(?:\d|(?:{_EN_FULL})\b))
cyrillic weekday    \b(?P<x>{_RU_WAS} {_RU_WEEKDAY})\b
cyrillic weekday    \b(?:во?|со?|до|после) (?P<x>{_RU_WEEKDAY})\b(?!,? \d)
cyrillic weekday    \b(?P<x>рӯзи {_TG_WEEKDAY}(?:и (?P<w>гузашта))?)\b(?!,? \d)
latin    month      \b(?P<x>{_WAS} (?P<m>{_EN_FULL}))\b
latin    month      {_AT_EN}(?P<x>(?P<m>{_EN_FULL}))\b
latin    month      \b(?:of|from|through|between|and|to) {_PART}(?P<x>(?P<m>(?-i:{_EN_TITLE})))\b
cyrillic month      \b(?P<x>{_RU_WAS} {_CY_MONTH})
cyrillic month      \b(?P<x>(?:моҳи )?{_CY_MONTH} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
cyrillic month      \b(?P<x>моҳи {_CY_MONTH})
cyrillic month      {_AT_CY}(?P<x>{_CY_MONTH})
latin    recent     \b(?P<x>recently|lately|(?:latest|newest|recent) (?:news|reports?|developments?|updates?|
              articles?|stories|headlines|information|events)\b|latest(?= (?:on|about|from)\b| ?\?))
cyrillic recent     \b(?P<x>недавн\w{{1,3}}|последнее время|(?:последни|свежи|недавни)\w{{1,2}} (?:новост|событи|
              сообщени|стат|публикаци)\w{{0,4}}|что нового|ба наздикӣ|вақтҳои охир|
              (?:хабар|навгони|ахбор|мақола)(?:ҳо)?и (?:охир|нав|тоза)\w{{0,3}})\b
"""
_READERS: tuple[_Reader, ...] = (
    *(_ago, _calendar, _day, _decade, _half, _month, _named_day, _quarter, _recent, _rolling, _season),
    *(_slashed, _weekday, _years),
)


def _rules(table: str) -> Iterator[tuple[str, _Reader, str]]:
    readers: dict[str, _Reader] = {read.__name__[1:]: read for read in _READERS}
    for line in re.sub(r"\n(?!any |latin |cyrillic )\s*", "", table).strip().splitlines():
        script, name, pattern = line.split(maxsplit=2)
        yield script, readers[name], pattern


_RULES = tuple(_rules(_TABLE))
