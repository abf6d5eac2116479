"""The times that the sentences of an article tell of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus import sentences
from corpus.languages.registry import any_pattern
from retrieval.answering.quote.antecedent import refers_back
from retrieval.answering.verify.lexicon import lexicon
from retrieval.text.analysis import fold, stop_words, words
from retrieval.text.timex import spoken_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.text.timex import SpokenTime

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_NEAR = timedelta(days=120)  # a month without a year that is over for longer may be the next one
_FURTHEST_BACK = 3  # sentences before one that tells of no time itself
_BREAKS = re.compile(r"[,;:()–—]")
_LOOKED_BACK = 600  # characters
_LEADING = 1  # a word that leads a time: "in 1958"
_NO_DAY = date(1904, 1, 1)  # far from any article: nothing relative is known where no day is


class Days(NamedTuple):
    """A range of days.

    Attributes:
        start: First day; `None` where it has no beginning.
        end: Exclusive end, as a day; `None` where it has no end.
        interval: Whether it was said from when to when, so that it holds throughout.
    """

    start: date | None
    end: date | None
    interval: bool = False

    @classmethod
    def one(cls, day: date) -> Days:
        """One day alone."""
        return cls(day, day + _DAY)

    @property
    def length(self) -> timedelta | None:
        """How long it is; `None` where it has no beginning or no end."""
        return self.end - self.start if self.start and self.end else None

    def overlaps(self, other: Days) -> bool:
        """Whether both have a day in common."""
        starts_before = self.start is None or other.end is None or self.start < other.end
        return starts_before and (other.start is None or self.end is None or other.start < self.end)


class ArticleTimes:
    """The times that the sentences of one article tell of.

    A sentence tells of the times that it names.  One that names none tells of those of the sentence before it, where
    it depends on that, or else of the day of publication, and perhaps of what the headline or the sentence before
    names.

    Args:
        text: The article's text.
        title: Its headline.
        published: The day on which it was published; `None` where it does not say.

    Attributes:
        published: As given.
    """

    def __init__(self, text: str, title: str, published: date | None) -> None:
        self._text = text
        self._title = title
        self.published = published
        self._own: dict[tuple[int, int], list[Days]] = {}

    def times(self, start: int, end: int) -> list[Days]:
        """The times that the sentence `text[start:end]` tells of; empty where that cannot be told."""
        own = self.own(start, end)
        if own:
            return own
        if refers_back(self._text[start:end]):
            before = self._before(max(0, start - _LOOKED_BACK), start)
            if before:
                return before
        else:
            before = self._before(self._text.rfind("\n", 0, start) + 1, start)
        return [*self._published, *self._of_title, *before]

    def own(self, start: int, end: int) -> list[Days]:
        """The times that the sentence `text[start:end]` names; the day of publication too where they are asides."""
        if (start, end) not in self._own:
            sentence = self._text[start:end]
            times = [time for time in self._spoken(sentence) if self._is_known(time)]
            days = [each for time in times for each in self._days(time, sentence)]
            aside = bool(times) and all(_is_aside(sentence, time) for time in times)
            self._own[start, end] = [*days, *(self._published if aside else ())]
        return self._own[start, end]

    def calendar(self, start: int, end: int) -> list[Days]:
        """The times that `text[start:end]` and the headline name by the calendar, with their year."""
        times = [*self._spoken(self._text[start:end]), *self._spoken(self._title)]
        spans = (span.range for time in times for span in time.spans)
        return [Days(span.start, span.end) for span in spans if not (span.relative or span.guessed)]

    @property
    def _published(self) -> list[Days]:
        return [Days.one(self.published)] if self.published else []

    @cached_property
    def _of_title(self) -> list[Days]:
        times = filter(self._is_known, self._spoken(self._title))
        return [days for time in times for days in self._days(time, self._title)]

    def _before(self, first: int, start: int) -> list[Days]:
        """The times of the last sentence that names any, of the few between `first` and `start`."""
        for span in reversed(sentences(self._text[first:start])[-_FURTHEST_BACK:]):
            if found := self.own(first + span.start, first + span.end):
                return found
        return []

    def _spoken(self, text: str) -> list[SpokenTime]:
        return spoken_times(text, self.published or _NO_DAY)

    def _is_known(self, time: SpokenTime) -> bool:
        """Whether a time says which days it means; what is counted from an unknown day does not."""
        return not time.vague and (self.published is not None or not (time.relative or time.guessed))

    def _days(self, time: SpokenTime, sentence: str) -> Iterator[Days]:
        """What a time in a sentence may mean; a day or month without a year may be past or to come."""
        start, end = time.start, time.end
        if self.published is None:
            yield Days(start, end, time.is_interval)
        elif end is None and start is not None:
            yield Days(start, max(start, self.published) + _DAY, interval=True)  # nothing later is known
        elif start is None and end is not None:
            yield Days(self.published if self.published < end else None, end, interval=True)
        else:
            yield Days(start, end, time.is_interval)
            if start is not None and end is not None and self._may_come(time, end, sentence):
                yield _later(start, end, time)

    def _may_come(self, time: SpokenTime, end: date, sentence: str) -> bool:
        """Whether a time that was read as the last of its name may be the next one."""
        if self.published is None or end > self.published:
            return False
        if time.relative:
            in_week = self.published - end < 6 * _DAY and time.spans[0].range.end == end
            return in_week and any(lexicon().plan.fullmatch(fold(word)) for word in words(sentence))
        return time.guessed and self.published - end > _NEAR


def _later(start: date, end: date, time: SpokenTime) -> Days:
    """The next time of the same name: a week later for a weekday, else a year."""
    if time.relative:
        return Days(start + _WEEK, end + _WEEK)
    return Days(_next_year(start), _next_year(end))


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _is_aside(sentence: str, time: SpokenTime) -> bool:
    """Whether a time stands in brackets, in a later clause, or behind a participle: "the wall built in 1958"."""
    before = sentence[: time.at]
    if before.rfind("(") > before.rfind(")"):
        return True
    said = words(before)
    breaks = [match.end() for match in _BREAKS.finditer(before)]
    if breaks and len(words(before[breaks[-1] :])) > _LEADING and len(words(before[: breaks[-1]])) > 1:
        return True
    said = said[:-1] if said and fold(said[-1]) in stop_words() else said
    if len(said) < _LEADING + 2 or not _participle().fullmatch(said[-1]) or fold(said[-2]) in stop_words():
        return False
    return any(_participle().fullmatch(word) for word in said[:-2])


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.phrase_words.participles), re.IGNORECASE)
