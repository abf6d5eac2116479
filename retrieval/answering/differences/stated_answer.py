"""What a sentence answers, as a value that can be compared: figures, days, names, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING

from corpus.languages.registry import languages
from retrieval.answering.verify.denials import denies, deny_otherwise
from retrieval.answering.verify.wording import content, folded_words, shared
from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import stop_words
from retrieval.text.measure import measures, within
from retrieval.text.named_text import WORD
from retrieval.text.names import is_ordinary
from retrieval.text.same_name import same_name
from retrieval.text.timex import spoken_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.text.measure import Measure
    from retrieval.text.timex import SpokenTime

_NO_DAY = date(1904, 1, 1)  # far from any article: nothing relative is known where no day is
_WEEK = timedelta(days=7)
_BREAK = re.compile(r"[,;:()]|\s[–—-]\s")
_SHORT = 6  # words of an answer that is nothing but a figure
_SHARED = 0.4  # of the terms of the shorter of two clauses, or one does not deny the other


class Agreement(Enum):
    """How what one sentence answers lies to what another one does."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"  # what they answer cannot be compared


@dataclass(frozen=True)
class StatedAnswer:
    """What a sentence answers.

    Attributes:
        candidate: The sentence.
        kind: The kind of answer that is asked for.
        asked: The names in the question, which do not answer it.
    """

    candidate: Candidate
    kind: AnswerKind
    asked: tuple[str, ...] = ()

    @cached_property
    def span(self) -> tuple[int, int]:
        """The words that answer: those that reading marks, else from the first to the last of the kind."""
        read, answers = self.candidate.read, self.candidate.answers
        if read is not None:
            return read.words
        return (answers[0][0], answers[-1][1]) if answers else (0, 0)

    @property
    def text(self) -> str:
        """These words."""
        return self.candidate.text[slice(*self.span)]

    @cached_property
    def clause(self) -> tuple[int, int]:
        """Where the clause with these words begins and ends."""
        start, end = self.span
        breaks = [match.end() for match in _BREAK.finditer(self.candidate.text[:start])]
        behind = _BREAK.search(self.candidate.text, end)
        return breaks[-1] if breaks else 0, behind.start() if behind else len(self.candidate.text)

    @cached_property
    def figures(self) -> list[Measure]:
        """The figures among the words that answer; a day is none."""
        text = self.candidate.text
        for time in self._spoken:
            text = text[: time.at] + " " * (time.to - time.at) + text[time.to :]
        return [*within(measures(text), *self.span)]

    @cached_property
    def times(self) -> list[SpokenTime]:
        """The times among them that say which days they mean."""
        start, end = self.span
        dated = self.candidate.hit.published is not None
        return [
            time
            for time in self._spoken
            if time.at < end and start < time.to and not time.vague and (dated or not time.relative)
        ]

    @cached_property
    def names(self) -> list[str]:
        """The words of names among them; where there are none, behind them in the clause.

        A name right behind a denial does not answer; the one that does may stand in any clause behind it.
        """
        start, end = self.span
        until = len(self.candidate.text) if self._is_denied(end) else self.clause[1]
        return self._names_in(start, end) or self._names_in(end, until)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the clause."""
        return folded_words(self.candidate.text[slice(*self.clause)])

    @cached_property
    def _spoken(self) -> list[SpokenTime]:
        published = self.candidate.hit.published
        return spoken_times(self.candidate.text, published.date() if published else _NO_DAY)

    @cached_property
    def _is_short(self) -> bool:
        return len(WORD.findall(self.text)) <= _SHORT

    def agreement(self, other: StatedAnswer) -> Agreement:
        """How it lies to what another sentence answers to the same question."""
        match self.kind:
            case AnswerKind.NUMBER:
                return _of_figures(self.figures, other.figures)
            case AnswerKind.DATE:
                return _of_times(self.times, other.times)
            case AnswerKind.PERSON | AnswerKind.PLACE:
                return _of_names(self.names, other.names)
            case AnswerKind.REASON:
                return self._of_reasons(other)
            case _:
                return self._of_any_kind(other)

    def _of_any_kind(self, other: StatedAnswer) -> Agreement:
        """The same where the question does not say what would answer it."""
        if self._is_short and other._is_short and self.figures and other.figures:
            return _of_figures(self.figures, other.figures)
        if self._is_name and other._is_name:
            return _of_names(self.names, other.names)
        return Agreement.OTHER if self._denies_otherwise(other) else Agreement.UNCLEAR

    def _of_reasons(self, other: StatedAnswer) -> Agreement:
        """Two reasons may both hold, unless a report says of the other's that it does not."""
        mine, theirs = _said(self.text), _said(other.text)
        if mine & theirs:
            return Agreement.SAME
        denied = _denied(other, mine - theirs) or _denied(self, theirs - mine)
        return Agreement.OTHER if denied else Agreement.UNCLEAR

    def _denies_otherwise(self, other: StatedAnswer) -> bool:
        """Whether one denies what the other says, in nearly the same words."""
        if self.candidate.hit.language != other.candidate.hit.language:
            return denies(self.words) != denies(other.words)
        if shared(self.words, other.words) < _SHARED:
            return False
        return deny_otherwise(self.words, other.words) or _reversed(self.words, other.words)

    @cached_property
    def _is_name(self) -> bool:
        """Whether what answers is nothing but a name."""
        words = [word for word in WORD.findall(self.text) if word.casefold() not in stop_words()]
        return self._is_short and bool(words) and all(map(self._may_answer, words))

    def _names_in(self, start: int, end: int) -> list[str]:
        found = WORD.finditer(self.candidate.text, start, end)
        return [m.group() for m in found if self._may_answer(m.group()) and not self._is_denied(m.end())]

    def _is_denied(self, end: int) -> bool:
        """Whether the name that ends here stands right behind a denial: "not Ann Lee"."""
        words = list(WORD.finditer(self.candidate.text, 0, end))
        while words and self._may_answer(words[-1].group()):
            words.pop()
        return bool(words) and words[-1].end() < end and denies(folded_words(words[-1].group()))

    def _may_answer(self, word: str) -> bool:
        """Whether a word is one of a name that the question does not name itself."""
        if not word[0].isupper() or is_ordinary(word):
            return False
        return not any(same_name(word, asked) for asked in self.asked)


def _of_figures(one: Sequence[Measure], other: Sequence[Measure]) -> Agreement:
    if not one or not other or not one[0].comparable(other[0]):
        return Agreement.UNCLEAR
    return Agreement.SAME if any(a.agrees(b) for a, b in product(one, other)) else Agreement.OTHER


def _of_times(one: Sequence[SpokenTime], other: Sequence[SpokenTime]) -> Agreement:
    if not one or not other:
        return Agreement.UNCLEAR
    return Agreement.SAME if any(_may_be_one(a, b) for a, b in product(one, other)) else Agreement.OTHER


def _of_names(one: Sequence[str], other: Sequence[str]) -> Agreement:
    if not one or not other:
        return Agreement.UNCLEAR
    return Agreement.SAME if any(same_name(a, b) for a, b in product(one, other)) else Agreement.OTHER


def _may_be_one(one: SpokenTime, other: SpokenTime) -> bool:
    """Whether two times may be of one day; without a year they may be of any, a weekday of the week before or after."""
    (start, end), (first, last) = _days(one), _days(other)
    if one.guessed or other.guessed:
        moved = [(_in_years(start, n), _in_years(end, n)) for n in (-1, 0, 1)]
    elif one.relative or other.relative:
        moved = [(start + n * _WEEK, end + n * _WEEK) for n in (-1, 0, 1)]
    else:
        moved = [(start, end)]
    return any(a < last and first < b for a, b in moved)


def _days(time: SpokenTime) -> tuple[date, date]:
    """The days that a time names, whatever opens it: "since a day" and "by a day" are said of that day."""
    first, last = time.spans[0].range, time.spans[-1].range
    return min(first.start, last.start), max(first.end, last.end)


def _in_years(day: date, count: int) -> date:
    return day.replace(year=day.year + count, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _said(text: str) -> set[str]:
    """The terms of a text without such as "because"."""
    return content([word for word in folded_words(text) if not is_ordinary(word)])


def _denied(stated: StatedAnswer, terms: set[str]) -> bool:
    """Whether a clause of a passage denies, and speaks of some terms."""
    clauses = (folded_words(clause) for clause in re.split(r"[,;:.!?]", stated.candidate.hit.text))
    return any(denies(words) and not terms.isdisjoint(content(words)) for words in clauses)


def _reversed(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one clause says of something the opposite of what the other says."""
    return any(
        _has_only(a, b, one) and _has_only(b, a, other)
        for pair in _reversals()
        for a, b in (pair, pair[::-1])
    )


def _has_only(one: re.Pattern[str], other: re.Pattern[str], words: Sequence[str]) -> bool:
    return any(map(one.fullmatch, words)) and not any(map(other.fullmatch, words))


@cache
def _reversals() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The words that decide something one way and the other, of all languages."""
    stances = (language.stance_words for language in languages().values())
    pairs = (pair for stance in stances for pair in (*stance.reversals, *stance.opposites))
    return tuple((re.compile(one), re.compile(other)) for one, other in pairs)
