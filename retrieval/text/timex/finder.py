"""The times a question speaks of, found in its words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from retrieval.text.timex.expression import Expression, Range, SpokenTime, TimeSpan
from retrieval.text.timex.grammar import rules
from retrieval.text.timex.period import Period
from retrieval.text.timex.reader import read_years
from retrieval.text.timex.reports import speaks_of_reports
from retrieval.text.timex.vocabulary import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a question
_REACH = 40  # characters before an expression in which its "since" or "between" is looked for
_REACH_BEHIND = 20

# What opens or closes a time, before it and behind it.
_AFTER = r"\b@after @part$"
_BEFORE = r"\b@before @part$"
_UNTIL = r"\b@until @part$"
_SINCE = r"\b@since @part$"
_BETWEEN = r"\b@between @part$"
_ONWARD = r"^,? @onward\b"
_JOINED = " ?(?:[-–—]|@joiners) ?@part"
_ALTERNATIVE = ",? ?@alternatives (?:@at )?"


def periods(question: str, now: datetime) -> list[Period]:
    """Find the times a question speaks of, in the order it names them.

    Today is the day in the time zone of `now`.  A month or a weekday alone is the most recent one.  Times that lie
    wholly in the future are left out: nothing has been published in them.

    Args:
        question: A question in any language; its first 2,000 characters are looked at.
        now: The moment of asking, with a time zone.
    """
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    text = question[:_MAX_CHARS]
    today = now.date()
    found: dict[tuple[date | None, date | None], Period] = {}
    for spoken in spoken_times(text, today):
        start = None if spoken.start == date.min else spoken.start
        end = None if spoken.end == date.max else spoken.end
        if start == end is None or (start or today) > today:
            continue
        report = _is_reported(text, spoken)
        kind = "report" if report else "fact"
        if (start, end) not in found or (report and found[start, end].kind == "fact"):
            words = text[spoken.at : spoken.to].strip()
            found[start, end] = Period(start=start, end=end, words=words, kind=kind)
    return list(found.values())


def spoken_times(text: str, today: date) -> list[SpokenTime]:
    """The times that a text speaks of, past and future, with what opens or closes them, in its order.

    Args:
        text: Any text; its first 2,000 characters are looked at.
        today: The day that relative times are counted from.
    """
    text = text[:_MAX_CHARS]
    return list(_spoken(text, _spans(text, today)))


def expressions(text: str, today: date) -> list[Expression]:
    """The times that a text speaks of, in its order.

    Args:
        text: Any text; its first 2,000 characters are looked at.
        today: The day that relative times are counted from.
    """
    return [
        Expression(s.at, s.to, s.range.start, s.range.end, s.range.relative, s.range.guessed)
        for s in _spans(text[:_MAX_CHARS], today)
    ]


def _spans(text: str, today: date) -> list[TimeSpan]:
    """The expressions in a text, none over another, in its order; the rules that come first take theirs first."""
    taken, spans = bytearray(len(text)), []
    for rule in rules():
        if not rule.letter.search(text):
            continue
        for match in rule.pattern.finditer(text):
            at, to = match.span("x")
            if any(taken[at:to]):
                continue
            try:
                found = rule.read(match, today)
            except (ValueError, OverflowError):  # a day or a year that no calendar has
                continue
            if found:
                taken[at:to] = b"\1" * (to - at)
                spans.append(TimeSpan(at, to, found, bare=rule.read is read_years))
    return sorted(spans)


def _spoken(text: str, spans: list[TimeSpan]) -> Iterator[SpokenTime]:
    rest = iter(zip(spans, [*spans[1:], None], strict=False))
    for one, other in rest:
        pair = _pair(text, one, other)
        if pair and other:
            next(rest, None)
            start, end, at = pair
            yield SpokenTime(at, other.to, start, end, (one, other))
        else:
            first, last, at, to = _opened(text, _dated(text, one, other))
            yield SpokenTime(at, to, first, last, (one,))


def _is_reported(text: str, spoken: SpokenTime) -> bool:
    """Whether a time asks for what was reported then: as now sees it, or by the words about it."""
    return spoken.relative or speaks_of_reports(text, spoken.at, spoken.spans[-1])


def _dated(text: str, one: TimeSpan, other: TimeSpan | None) -> TimeSpan:
    """An expression in the year of the one behind it: "in March and May 2021"."""
    if other is None or not one.range.guessed or other.range.guessed:
        return one
    if not compiled(_ALTERNATIVE).fullmatch(text[one.to : other.at]):
        return one
    start, _ = _aligned(one.range, other.range)
    shift = start.year - one.range.start.year
    end = _in_year(one.range.end, one.range.end.year + shift)
    return one._replace(range=one.range._replace(start=start, end=end))


def _pair(text: str, one: TimeSpan, other: TimeSpan | None) -> tuple[date, date, int] | None:
    """First day, exclusive end, and where "between … and …" begins, if that is what two expressions are."""
    if other is None or other.at - one.to > _REACH:
        return None
    from_, between = max(0, one.at - _REACH), text[one.to : other.at]
    opening = compiled(_BETWEEN).search(text[from_ : one.at])
    if not compiled(_JOINED).fullmatch(between) or not (opening or between.strip() in ("-", "–", "—")):
        return None
    start, end = _aligned(one.range, other.range)
    return (start, end, from_ + opening.start() if opening else one.at) if start < end else None


def _aligned(one: Range, other: Range) -> tuple[date, date]:
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


def _opened(text: str, span: TimeSpan) -> tuple[date | None, date | None, int, int]:
    """The range of one expression with the "since" or "before" that stands at it."""
    at, to, start, end = span.at, span.to, span.range.start, span.range.end
    if span.range.closed:
        return start, end, at, to
    from_ = max(0, at - _REACH)
    openings = ((_AFTER, end, None), (_BEFORE, None, start), (_UNTIL, None, end), (_SINCE, start, None))
    for pattern, first, last in openings:
        if opening := compiled(pattern).search(text[from_:at]):
            # Before the end of a year is not before it.
            in_it = pattern == _BEFORE and compiled("@end_of").search(opening.group())
            return first, end if in_it else last, from_ + opening.start(), to
    if onward := compiled(_ONWARD).search(text[to : to + _REACH_BEHIND]):
        return start, None, at, to + onward.end()
    return start, end, at, to
