"""The dates of a sentence against those of the words it cites."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.text.timex import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.text.timex import Expression

_NO_DAY = date(1904, 1, 1)  # far from any article: nothing relative is certain where no date was given
_DAY = timedelta(days=1)
_LEAP_YEAR = timedelta(days=366)

_WEEKDAYS = (
    r"mondays?|понедельник\w{0,2}|душанбе",
    r"tuesdays?|вторник\w{0,2}|сешанбе",
    r"wednesdays?|сред[ауеы]|чоршанбе",
    r"thursdays?|четверг\w{0,2}|панҷшанбе",
    r"fridays?|пятниц\w{1,2}|ҷумъа",
    r"saturdays?|суббот\w{1,2}|шанбе",
    r"sundays?|воскресень\w{1,2}|якшанбе",
)
_WEEKDAY = re.compile(
    r"\b(?:(?:в|во|с|до|рӯзи) )?(?:" + "|".join(f"(?P<d{i}>{p})" for i, p in enumerate(_WEEKDAYS)) + r")\b"
)
_YEARS = re.compile(r"\b\d{4} ?[-–—] ?\d{2,4}\b")  # "1973–74"
_LITERAL = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")


def dates(text: str, published: date | None) -> list[Expression]:
    """The times a text speaks of; relative ones and those without a year only where a publication date is known."""
    found = expressions(text, published or _NO_DAY)
    return [e for e in found if published or not (e.relative or e.guessed)]


def without(text: str, found: Sequence[Expression]) -> str:
    """The text with its dates blanked out, offsets kept."""
    for e in found:
        text = text[: e.at] + " " * (e.to - e.at) + text[e.to :]
    return text


def supported(claim: str, claimed: Sequence[Expression], there: str, known: Sequence[Expression]) -> bool:
    """Whether every date and weekday of a claim is one of the evidence, or a wider time that holds one.

    Args:
        claim: The sentence.
        claimed: Its dates.
        there: The evidence.
        known: Its dates.
    """
    if any(literal not in there for literal in _LITERAL.findall(claim)):
        return False  # day or month first, nobody knows
    if any(_dashed(span) not in _dashed(there) for span in _YEARS.findall(claim)):
        return False
    if not all(_stands(e, known) for e in claimed):
        return False
    days = weekdays(there) | {e.start.weekday() for e in known if e.end - e.start == _DAY}
    return weekdays(claim) <= days


def _stands(claimed: Expression, known: Sequence[Expression]) -> bool:
    for e in known:
        if claimed.relative and not e.relative:
            continue
        wider = (
            claimed.end - claimed.start <= _LEAP_YEAR and claimed.start <= e.start and e.end <= claimed.end
        )
        if wider or (claimed.start, claimed.end) == (e.start, e.end):
            return True
    # "From 2000 to 2016" is one time of two ends, wherever these stand.
    return claimed.start in {e.start for e in known} and claimed.end in {e.end for e in known}


def _dashed(text: str) -> str:
    return re.sub("[‐-―−]", "-", text)


def weekdays(text: str) -> set[int]:
    """Weekdays that a text names, Monday being 0."""
    found = set()
    for match in _WEEKDAY.finditer(text.lower()):
        day = next(i for i in range(7) if match[f"d{i}"])
        # Душанбе is a city and a Monday.
        if match.group() != "душанбе":
            found.add(day)
    return found
