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
    if candidate.score < best.score - _AS_GOOD:
        return False
    if foreign:
        return candidate.cosine >= best.cosine - _AS_NEAR
    return candidate.coverage >= max(_LEAST_COVERED, best.coverage - _AS_COVERED)


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
        answers = [text[start:end] for start, end in candidate.answers]
        said = (term for term in content_terms(text) if not _DIGITS.search(term))
        return cls(
            values=frozenset(_PUNCTUATION.sub("", answer.casefold()) for answer in answers),
            units=_units(text, candidate.answers) if counts else None,
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
