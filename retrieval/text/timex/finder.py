"""The times a question speaks of, found in its words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from retrieval.text.timex.fragments import AFTER, AND, BEFORE, END_OF, JOIN, ONWARD, OPENING, SINCE, UNTIL
from retrieval.text.timex.pattern import compiled
from retrieval.text.timex.period import Period
from retrieval.text.timex.reports import reports
from retrieval.text.timex.rules import RULES
from retrieval.text.timex.span import Expression, Range, Span
from retrieval.text.timex.years import read_years

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a question


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


def expressions(text: str, today: date) -> list[Expression]:
    """The times that a text speaks of, in its order.

    Args:
        text: Any text; its first 2,000 characters are looked at.
        today: The day that relative times are counted from.
    """
    return [
        Expression(s.at, s.to, s.range.start, s.range.end, s.range.told, s.range.guessed)
        for s in _spans(text[:_MAX_CHARS], today)
    ]


def _moment(day: date | None, now: datetime) -> datetime | None:
    if day is None:
        return None
    try:
        return datetime.combine(day, time.min, now.tzinfo).astimezone(UTC)
    except (ValueError, OverflowError):  # the first or last day of all time
        return None


def _spans(text: str, today: date) -> list[Span]:
    """The expressions in a text, none over another, in its order; the rules that come first take theirs first."""
    taken, spans = bytearray(len(text)), []
    for script, read, pattern in RULES:
        if not script.search(text):
            continue
        for match in compiled(pattern).finditer(text):
            at, to = match.span("x")
            if any(taken[at:to]):
                continue
            try:
                found = read(match, today)
            except (ValueError, OverflowError):  # a day or a year that no calendar has
                continue
            if found:
                taken[at:to] = b"\1" * (to - at)
                spans.append(Span(at, to, found, bare=read is read_years))
    return sorted(spans)


def _ranges(text: str, spans: list[Span]) -> Iterator[tuple[date | None, date | None, int, int, bool]]:
    """First day, day behind the last, place in the text, and whether it is about reports."""
    rest = iter(zip(spans, [*spans[1:], None], strict=False))
    for one, other in rest:
        pair = _pair(text, one, other)
        if pair and other:
            next(rest, None)
            yield *pair, other.to, one.range.told or other.range.told or reports(text, pair[2], other)
        else:
            start, end, at, to = _opened(text, _dated(text, one, other))
            yield start, end, at, to, one.range.told or reports(text, at, one)


def _dated(text: str, one: Span, other: Span | None) -> Span:
    """An expression in the year of the one behind it: "in March and May 2021"."""
    if other is None or not one.range.guessed or other.range.guessed:
        return one
    if not compiled(AND).fullmatch(text[one.to : other.at]):
        return one
    start, _ = _aligned(one.range, other.range)
    shift = start.year - one.range.start.year
    end = _in_year(one.range.end, one.range.end.year + shift)
    return one._replace(range=one.range._replace(start=start, end=end))


def _pair(text: str, one: Span, other: Span | None) -> tuple[date, date, int] | None:
    """First day, day behind the last, and where "between … and …" begins, if that is what two expressions are."""
    if other is None or other.at - one.to > 40:
        return None
    from_, between = max(0, one.at - 40), text[one.to : other.at]
    opening = compiled(OPENING).search(text[from_ : one.at])
    if not compiled(JOIN).fullmatch(between) or not (opening or between.strip() in ("-", "–", "—")):
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


def _opened(text: str, span: Span) -> tuple[date | None, date | None, int, int]:
    """The range of one expression with the "since" or "before" that stands at it."""
    at, to, start, end, closed = span.at, span.to, span.range.start, span.range.end, span.range.closed
    from_ = max(0, at - 40)
    openings = ((AFTER, end, None), (BEFORE, None, start), (UNTIL, None, end), (SINCE, start, None))
    for pattern, first, last in () if closed else openings:
        if opening := compiled(pattern).search(text[from_:at]):
            # Before the end of a year is not before it.
            in_it = pattern == BEFORE and compiled(END_OF).search(opening.group())
            return first, end if in_it else last, from_ + opening.start(), to
    if not closed and (onward := compiled(ONWARD).search(text[to : to + 20])):
        return start, None, at, to + onward.end()
    return start, end, at, to
