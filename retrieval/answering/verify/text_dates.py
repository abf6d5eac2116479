"""The dates of a sentence against those of the words it cites."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import all_words, any_pattern, languages
from retrieval.text.timex import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.text.timex import Expression

_NO_DAY = date(1904, 1, 1)  # far from any article: nothing relative is certain where no date was given
_DAY = timedelta(days=1)
_LEAP_YEAR = timedelta(days=366)

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
    if any(_dashed(years) not in _dashed(there) for years in _YEARS.findall(claim)):
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
    other = all_words(lambda language: language.calendar_words.other_weekdays)
    found = (match for match in _weekday().finditer(text.lower()) if match.group() not in other)
    return {day for match in found for day in range(7) if match[f"day{day}"]}


@cache
def _weekday() -> re.Pattern[str]:
    """A weekday in any language, with the words before it that belong to it."""
    calendars = [language.calendar_words for language in languages().values()]
    names = ["|".join(c.weekdays[day] for c in calendars if c.weekdays) for day in range(7)]
    before = any_pattern(lambda language: language.calendar_words.before_weekday)
    days = "|".join(f"(?P<day{day}>{forms})" for day, forms in enumerate(names))
    return re.compile(rf"\b(?:{before} )?(?:{days})\b")
