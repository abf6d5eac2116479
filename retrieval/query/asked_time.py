"""The times that a question asks for, and its words that say so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern
from retrieval.text.analysis import vocabulary
from retrieval.text.timex import spoken_times
from retrieval.text.timex.vocabulary import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.text.timex import SpokenTime

_FIGURES = re.compile(r"\d+")


class AskedTime(NamedTuple):
    """A time that a question asks for.

    Attributes:
        start: First day; `None` where it has no beginning.
        end: Exclusive end, as a day; `None` where it has no end.
        first: First day of the time that is named; of "since 2020" the same, of "until 2020" the first of 2020.
        last: Exclusive end of the time that is named, as a day.
        of_thing: Whether it belongs to the thing that is asked about and not to what happened: "the 2024 budget".
    """

    start: date | None
    end: date | None
    first: date
    last: date
    of_thing: bool


class AskedTimes(NamedTuple):
    """What a question says of time.

    Attributes:
        times: The times it asks for, in the order in which it names them; none where it asks for what is newest.
        terms: Terms and figures of the words that say so and that it has nowhere else.
        of_events: Those of the times of what happened that have a beginning and an end; a sentence that says the same
            is the better for it.
        rest: The question without the times of what happened; whole where it says nothing else.
    """

    times: tuple[AskedTime, ...]
    terms: frozenset[str]
    of_events: frozenset[str]
    rest: str

    @classmethod
    def of(cls, question: str, today: date) -> AskedTimes:
        """What a question says of time.

        Args:
            question: A question in any language.
            today: The day that relative times are counted from; a month alone is the latest one before it.
        """
        spoken = spoken_times(question, today)
        clear = [(time, _asked(question, time)) for time in spoken if not time.vague]
        rest = _without(question, [time for time, asked in clear if not asked.of_thing])
        events = [
            time for time, asked in clear if not asked.of_thing and None not in (asked.start, asked.end)
        ]
        content = _vocabulary(_without(question, spoken))
        return cls(
            times=tuple(asked for _, asked in clear),
            terms=_words_of(question, spoken) - content,
            of_events=_words_of(question, events) - content,
            rest=rest if any(c.isalnum() for c in rest) else question,
        )


def _asked(question: str, time: SpokenTime) -> AskedTime:
    first, last = time.spans[0].range.start, time.spans[-1].range.end
    return AskedTime(time.start, time.end, first, last, _belongs_to_thing(question, time))


def _without(question: str, times: Sequence[SpokenTime]) -> str:
    """A question without times, and without the words that would be left hanging: "in"."""
    for time in reversed(times):
        before = _hanging().sub("", question[: time.at])
        question = f"{before} {question[time.to :]}"
    return " ".join(question.split())


def _words_of(question: str, times: Sequence[SpokenTime]) -> frozenset[str]:
    return _vocabulary(" ".join(question[time.at : time.to] for time in times))


def _vocabulary(text: str) -> frozenset[str]:
    return vocabulary(text).union(_FIGURES.findall(text))


def _belongs_to_thing(question: str, time: SpokenTime) -> bool:
    """Whether a year stands where the year of a thing does: not behind "in", "since" or the like."""
    if not time.spans[0].bare:
        return False
    figures = _FIGURES.search(question, time.spans[0].at)
    return figures is not None and not _dated().search(question[: figures.start()])


@cache
def _hanging() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.topic_words.before_times)
    return re.compile(rf"(?:(?:^|(?<=\s)){words}\s*)?$", re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    """What ends before the figures of a year in which something was; also the beginning of a question."""
    return compiled(rf"(?:{any_pattern(lambda language: language.year_words.dated)}|^\W*$)")
