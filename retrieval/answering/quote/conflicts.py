"""Articles that give different figures, dates or names for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import content_terms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.query.query import Query

_LOOKED_AT = 20  # candidates
_AS_GOOD = 0.8  # of a score: so well a conflicting sentence answers too
_AS_COVERED = 0.2  # and holds nearly as many of the question's words
_AS_NEAR = 0.03  # of a cosine
_LEAST_COVERED = 0.5  # of the question's words, or the sentence speaks of something else
_MOST_CONFLICTS = 2
# Where passages were read, both must be taken for answers, about as surely.
_ANSWERED = 1.0  # logit of the passage
_AS_SURE = 4.0  # of the margins of the words
# Of the words of the shorter sentence beside its figures: so many must stand in the other, or it speaks of
# something else.  Names differ between any two sentences, so more is asked of these.
_SHARED = {AnswerKind.NUMBER: 0.45, AnswerKind.DATE: 0.45, AnswerKind.PERSON: 0.7, AnswerKind.PLACE: 0.7}
# A question in another language cannot be held against the sentences, so they must be like each other.
_SHARED_FOREIGN = 0.6
_DIGITS = re.compile(r"\d")
_PUNCTUATION = re.compile(r"[\s.,\u00a0\u202f]")
_UNIT_CHARS = 40  # after a number, in which the word for what is counted is looked for
_SIGNS = frozenset("$€£₽¥%")


def conflicts(ranked: Sequence[Candidate], query: Query) -> list[Candidate]:
    """Sentences of other articles that answer as well as the best one, and otherwise.

    Args:
        ranked: The candidates, best first.
        query: What is asked; of reasons and of other things nobody can say that they differ.

    Returns:
        At most two, one an article; none where the articles agree.
    """
    if not ranked or query.kind not in _SHARED or not ranked[0].answers:
        return []
    best = ranked[0]
    if best.read is not None and not _is_marked(best):
        return []
    met = {best.hit.article_id, *(report.article_id for report in best.hit.also)}
    counts, foreign = query.kind is AnswerKind.NUMBER, query.is_foreign(best.hit)
    said = _StatedAnswer.of(best, counts=counts)
    least = max(_SHARED[query.kind], _SHARED_FOREIGN if foreign else 0.0)
    found: list[Candidate] = []
    for candidate in ranked[1:_LOOKED_AT]:
        if candidate.hit.article_id in met or not _answers_as_well(candidate, best, foreign=foreign):
            continue
        if said.differs(_StatedAnswer.of(candidate, counts=counts), least):
            met.add(candidate.hit.article_id)
            found.append(candidate)
    return found[:_MOST_CONFLICTS]


def _answers_as_well(candidate: Candidate, best: Candidate, *, foreign: bool) -> bool:
    """Whether a sentence speaks of what is asked for; in another language only its vector can tell."""
    if not candidate.answers or candidate.hit.language != best.hit.language:
        return False
    if best.read is not None and not (_is_marked(candidate) and _reads_as_well(candidate, best)):
        return False
    if best.read is None and candidate.score < best.score - _AS_GOOD:
        return False
    if foreign:
        return candidate.cosine >= best.cosine - _AS_NEAR
    return candidate.coverage >= max(_LEAST_COVERED, best.coverage - _AS_COVERED)


def _is_marked(candidate: Candidate) -> bool:
    """Whether reading marks words of the kind that is asked for, in a passage that it takes for an answer."""
    if candidate.read is None or candidate.read.answered < _ANSWERED:
        return False
    start, end = candidate.read.words
    return any(a < end and start < b for a, b in candidate.answers)


def _reads_as_well(candidate: Candidate, best: Candidate) -> bool:
    """Whether reading finds an answer about as surely as in the best sentence."""
    if candidate.read is None or best.read is None:
        return False
    return candidate.read.margin >= best.read.margin - _AS_SURE


def _values(candidate: Candidate) -> list[tuple[int, int]]:
    """The words that answer: where the passage was read, those of them that reading marks."""
    if candidate.read is None:
        return list(candidate.answers)
    start, end = candidate.read.words
    return [(a, b) for a, b in candidate.answers if a < end and start < b]


@dataclass(frozen=True, slots=True)
class _StatedAnswer:
    """What a sentence says.

    Attributes:
        values: What answers, so written that equal values are equal strings.
        units: What is counted: the word after each number, or its sign; `None` where nothing is.
        terms: The terms beside those that answer, and beside figures.
    """

    values: frozenset[str]
    units: frozenset[str] | None
    terms: frozenset[str]

    @classmethod
    def of(cls, candidate: Candidate, *, counts: bool) -> Self:
        text = candidate.text
        spans = _values(candidate)
        answers = [text[start:end] for start, end in spans]
        said = (term for term in content_terms(text) if not _DIGITS.search(term))
        return cls(
            values=frozenset(_PUNCTUATION.sub("", answer.casefold()) for answer in answers),
            units=_units(text, spans) if counts else None,
            terms=frozenset(said) - vocabulary(" ".join(answers)),
        )

    def differs(self, other: Self, least: float) -> bool:
        """Whether both give values for the same thing, and different ones.

        Args:
            other: What another sentence says.
            least: So great a share of the terms of the one with fewer must stand in the other.
        """
        if self.values & other.values:
            return False
        if self.units is not None and other.units is not None and not self.units & other.units:
            return False
        shorter = min(len(self.terms), len(other.terms))
        return shorter > 0 and len(self.terms & other.terms) / shorter >= least


def _units(text: str, numbers: Sequence[tuple[int, int]]) -> frozenset[str]:
    words = [unit for _, end in numbers for unit in content_terms(text[end : end + _UNIT_CHARS])[:1]]
    signs = [c for start, end in numbers for c in text[start:end] if c in _SIGNS]
    return frozenset([*words, *signs])
