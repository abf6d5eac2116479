"""Whether passages answer a question at all: a calibrated decision, and what a reader is told where they do not.

The decision is a logistic regression over what is known of the best sentence.  Its weights were learned on
questions asked of a store with and without their articles (squad2, clapnq), on squad2's questions that only look
answerable, and on half of mtrag's conversations; `python -m tests.evals.calibrate` learns them anew.
docs/answers.md has the figures on what was not used for learning.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from retrieval.answer import Answer, Citation
from retrieval.logistic import logistic
from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import term, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from retrieval.answering.quote.candidate import Candidate, ReadSentence
    from retrieval.note import Note
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.store.hit import Hit

_MOST_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFeatures:
    """What is known of the best sentence for a question, most of it from 0 to 1.

    Attributes:
        cosine: Of the question and the sentence.
        coverage: Of the question's terms in the sentence and the headline.
        passage_coverage: The same in the passage.
        kind: Whether it holds words of the kind asked for.
        names: From 1, where the passage and its headline hold all names of the question, to -1, where they hold
            none; 0 where it has none.
        numbers: The same of its numbers.
    """

    cosine: float
    coverage: float
    passage_coverage: float
    kind: float
    names: float
    numbers: float

    @property
    def confidence(self) -> float:
        """How likely the sentence answers the question, from 0 to 1."""
        return logistic(_CONSTANT + _weighed(_WEIGHTS, self))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeatures:
    """What is known of the best sentence where its passage was read.

    How many words of the question the passage holds is not among it: beside the reading it told nothing more on news,
    where what is not answered shares as many words as what is.

    Attributes:
        answered: Logit that the passage answers.
        cosine: Of the question and the sentence, at most `_NEAR`: beyond it a nearer sentence answers no more surely.
        foreign: 1 where question and article are of different languages.
    """

    answered: float
    cosine: float
    foreign: float

    @property
    def confidence(self) -> float:
        """How likely the sentence answers the question, from 0 to 1."""
        return logistic(_READ_CONSTANT + _weighed(_READ_WEIGHTS, self))


_WEIGHTS = AnswerFeatures(
    cosine=47.7,
    coverage=1.48,
    passage_coverage=1.62,
    kind=0.06,
    names=0.33,
    numbers=0.57,
)
_CONSTANT = -42.03

_NEAR = 0.8

_READ_WEIGHTS = ReadFeatures(answered=0.487, cosine=69.62, foreign=1.538)
_READ_CONSTANT = -55.19

_ANSWERED_FROM = 0.5  # where 88 of 100 answerable questions of squad2 are answered

# Where question and article are of different languages, words say nothing; the cosine alone decides.
_OTHER_LANGUAGE_COSINE = 0.785
_OTHER_LANGUAGE_SLOPE = 60.0

# A reason is asked for something that is taken for granted; where the passage does not speak of it, it is not so.
_LEAST_TAKEN_FOR_GRANTED = 0.7  # of the weight of the question's terms that are no names and no numbers


def features_of(query: Query, best: Candidate) -> AnswerFeatures:
    """What is known of a sentence for a question in its language."""
    hit = best.hit
    there = vocabulary(hit.title) | vocabulary(hit.text)
    written = f"{hit.title} {hit.text}"
    times = query.asked_times.terms
    names = ((name, name in there) for name in map(term, query.names))
    numbers = ((number, number in written) for number in query.numbers)
    return AnswerFeatures(
        cosine=best.cosine,
        coverage=best.coverage,
        passage_coverage=best.passage_coverage,
        kind=best.kind,
        # The words of a time count only where they are there.
        names=_balance([found for name, found in names if found or name not in times]),
        numbers=_balance([found for number, found in numbers if found or number not in times]),
    )


def read_features_of(best: Candidate, read: ReadSentence) -> ReadFeatures:
    """What is known of a sentence whose passage was read."""
    return ReadFeatures(answered=read.answered, cosine=min(best.cosine, _NEAR), foreign=float(read.foreign))


def confidence(query: Query, ranked: Sequence[Candidate]) -> float:
    """How likely it is that the best of the candidates answers, from 0 to 1; 0 where there is none."""
    if not ranked:
        return 0.0
    best = ranked[0]
    if best.read is not None:
        return read_features_of(best, best.read).confidence
    if query.is_foreign(best.hit):
        return logistic(_OTHER_LANGUAGE_SLOPE * (best.cosine - _OTHER_LANGUAGE_COSINE))
    return features_of(query, best).confidence


def answers(query: Query, ranked: Sequence[Candidate]) -> bool:
    """Whether the best of the candidates is to be shown as an answer."""
    if confidence(query, ranked) < _ANSWERED_FROM:
        return False
    best = ranked[0]
    if best.read is not None or query.kind is not AnswerKind.REASON or query.is_foreign(best.hit):
        return True
    there = vocabulary(best.hit.title) | vocabulary(best.hit.text)
    named = frozenset(map(term, (*query.names, *query.numbers)))
    return query.coverage(there, without=named | query.asked_times.terms) >= _LEAST_TAKEN_FOR_GRANTED


def refuse(
    question: Question,
    hits: Sequence[Hit],
    ranked: Sequence[Candidate] = (),
    *,
    missing: tuple[str, ...] = (),
    newest: datetime | None = None,
    note: Note | None = None,
) -> Answer:
    """A refusal that shows up to three of the nearest passages, each by its closest sentence."""
    nearest: list[Citation] = []
    for number, hit in enumerate(hits[:_MOST_NEAREST], start=1):
        own = [c for c in ranked if c.hit is hit]
        start, end = (own[0].start, own[0].end) if own else (0, len(hit.text))
        nearest.append(hit.cite(number, start, end))
    return Answer(
        question=question.text,
        searched_for=question.searched_for,
        refused=True,
        nearest=tuple(nearest),
        missing=missing,
        newest=newest,
        language=question.language,
        note=note,
    )


def _weighed(weights: AnswerFeatures | ReadFeatures, values: AnswerFeatures | ReadFeatures) -> float:
    """The sum of values, each times its weight; both of one class."""
    total: float = sum(w * v for w, v in zip(astuple(weights), astuple(values), strict=True))
    return total


def _balance(found: list[bool]) -> float:
    return 2 * sum(found) / len(found) - 1 if found else 0.0
