"""Articles that give different figures, dates or names for the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import content_terms
from retrieval.text.vocabulary import vocabulary

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
    same_story = {best.hit.article_id, *(report.article_id for report in best.hit.also)}
    found: dict[str, Candidate] = {}
    for candidate in ranked[1:_LOOKED_AT]:
        id_ = candidate.hit.article_id
        if id_ not in same_story and id_ not in found and _conflicts_with(candidate, best, query):
            found[id_] = candidate
    return list(found.values())[:_MOST_CONFLICTS]


def _conflicts_with(candidate: Candidate, best: Candidate, query: Query) -> bool:
    if not candidate.answers or candidate.hit.language != best.hit.language:
        return False
    if candidate.score < best.score - _AS_GOOD or not _is_covered(candidate, best, query):
        return False
    ours, theirs = _values(best), _values(candidate)
    if ours & theirs or (query.kind is AnswerKind.NUMBER and not _units(best) & _units(candidate)):
        return False
    shared = _said(best) & _said(candidate)
    shorter = min(len(_said(best)), len(_said(candidate)))
    least = max(_SHARED[query.kind], _SHARED_FOREIGN if query.is_foreign(best.hit) else 0.0)
    return shorter > 0 and len(shared) / shorter >= least


def _is_covered(candidate: Candidate, best: Candidate, query: Query) -> bool:
    """Whether a sentence speaks of what is asked for; in another language only its vector can tell."""
    if query.is_foreign(best.hit):
        return candidate.cosine >= best.cosine - _AS_NEAR
    return candidate.coverage >= max(_LEAST_COVERED, best.coverage - _AS_COVERED)


def _values(candidate: Candidate) -> frozenset[str]:
    """What answers, so written that equal values are equal strings."""
    return frozenset(
        _PUNCTUATION.sub("", candidate.text[start:end].casefold()) for start, end in candidate.answers
    )


def _units(candidate: Candidate) -> frozenset[str]:
    """What is counted: the words behind each number, or its sign."""
    found: set[str] = set()
    for start, end in candidate.answers:
        found.update(content_terms(candidate.text[end : end + 40])[:1])
        found.update(c for c in candidate.text[start:end] if c in "$€£₽¥%")
    return frozenset(found)


def _said(candidate: Candidate) -> frozenset[str]:
    """The terms beside those that answer."""
    answers = vocabulary(" ".join(candidate.text[start:end] for start, end in candidate.answers))
    said = frozenset(term for term in content_terms(candidate.text) if not _DIGITS.search(term))
    return said - answers
