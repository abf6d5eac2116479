"""Whether two sentences that answer a question differently speak of the same thing.

The decision is a logistic regression over what is known of the two, behind a few signs that they do not.  Its weights
were learned on half of the reports in tests/evals/differences; `python -m tests.evals.differences.learn` learns them
anew.  docs/answers.md has the figures on the other half.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.answering.differences.answering_report import AnsweringReport, asked_names
from retrieval.logistic import logistic
from retrieval.query.answer_kind import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.query.query import Query

_NAMED_KINDS = frozenset(AnswerKind) - {AnswerKind.OTHER, AnswerKind.REASON}

# A question in another language cannot be held against the sentences.  Where it names nothing, they must be like each
# other.
_SHARED_FOREIGN = 0.6
_UNREAD = 5.0  # a gap between scores that come from words alone is so many times smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFeatures:
    """What is known of a report beside the one that answers best, and of both.

    Attributes:
        gap: By how much its sentence answers less well.
        asked_terms: Share, by rarity, of the question's terms that the better passage has and it has not.
        substituted: Share, by rarity, of those that the better sentence has, and in whose place it has another word.
        counted: Whether the figures count different things, one of which is asked for, 0 or 1.
        names: Share of the names of one that the other has too, of whichever has fewer alone.
    """

    gap: float
    asked_terms: float
    substituted: float
    counted: float
    names: float

    @property
    def confidence(self) -> float:
        """How likely both speak of the same thing, from 0 to 1."""
        return logistic(_CONSTANT + sum(w * v for w, v in zip(astuple(_WEIGHTS), astuple(self), strict=True)))


_WEIGHTS = SubjectFeatures(gap=-0.72, asked_terms=-1.17, substituted=-4.55, counted=-2.81, names=2.24)
_CONSTANT = 3.75
_SAME_FROM = 0.95


def same_subject(query: Query, best: AnsweringReport, other: AnsweringReport) -> bool:
    """Whether what two reports answer differently is the same thing.

    Args:
        query: What is asked.
        best: The report that answers best.
        other: Another one.
    """
    features = subject_features(query, best, other)
    return features is not None and features.confidence >= _SAME_FROM


def subject_features(query: Query, best: AnsweringReport, other: AnsweringReport) -> SubjectFeatures | None:
    """What `same_subject` decides by; `None` where there is a sign that it is not the same thing."""
    comparable = best.hit.language == other.hit.language and not query.is_foreign(best.hit)
    # Where one says yes and the other no, what differs is the verb that is asked for.
    named = comparable and (best.stated.kind in _NAMED_KINDS or bool(best.stated.figures))
    substituted = _ExchangedTerms.of(query, best, other) if named else _ExchangedTerms(0.0, surely=False)
    if substituted.surely or _are_apart(query, best, other):
        return None
    names_of_one = max(best.shared_names(other), other.shared_names(best))
    if not names_of_one:
        return None
    scores = best.stated.candidate.score - other.stated.candidate.score
    return SubjectFeatures(
        gap=scores * (1.0 if best.stated.candidate.read else _UNREAD),
        asked_terms=_lost(query, best.terms, other.terms) if comparable else 0.0,
        substituted=substituted.share,
        counted=float(comparable and _counts_other(query, best, other)),
        names=names_of_one,
    )


def _are_apart(query: Query, best: AnsweringReport, other: AnsweringReport) -> bool:
    """Whether a name or number that is asked for, a year, a plan or a figure of one sets the reports apart."""
    asked = asked_names(query)
    if not all(best.text.has(word) and other.text.has(word) for word in asked):
        return True
    named = best.stated.kind in (AnswerKind.PERSON, AnswerKind.PLACE)
    if named and best.hit.language != other.hit.language:
        return True  # reading takes any name for an answer there, and nothing can be held against it
    if not asked and query.is_foreign(best.hit) and _overlap(best, other) < _SHARED_FOREIGN:
        return True
    if _disjoint(best.years, other.years) or best.rank_is_lesser != other.rank_is_lesser:
        return True
    return best.stated.kind is AnswerKind.NUMBER and _measure_other(best, other)


def _measure_other(best: AnsweringReport, other: AnsweringReport) -> bool:
    """Whether figures are of another fate, planned or reached, or known to both reports."""
    if _disjoint(best.fates, other.fates) or best.is_planned != other.is_planned:
        return True
    return best.knows_figure(other) or other.knows_figure(best)


def _disjoint(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether both say something, and not the same."""
    return bool(one and other) and one.isdisjoint(other)


def _overlap(one: AnsweringReport, other: AnsweringReport) -> float:
    """Share of the terms of the shorter of two sentences that the other one has."""
    mine, theirs = frozenset(one.sequence), frozenset(other.sequence)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _lost(query: Query, there: frozenset[str], other: frozenset[str]) -> float:
    """Share, by rarity, of the question's terms that one vocabulary has and the other has not, nor a synonym."""
    whole = sum(weight for _, _, weight in query.weighted)
    lost = sum(
        weight
        for asked, others, weight in query.weighted
        if asked in there and asked not in other and others.isdisjoint(other)
    )
    return lost / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class _ExchangedTerms:
    """Whether a sentence has other words in the place of those that are asked for.

    Attributes:
        share: Share, by rarity, of the question's terms in whose place another word may stand.
        surely: Whether one stands between the same two words: the height of this dam, the height of that dam.
    """

    share: float
    surely: bool

    @classmethod
    def of(cls, query: Query, best: AnsweringReport, other: AnsweringReport) -> _ExchangedTerms:
        """What stands in one sentence where another one has terms of the question."""
        there, known = frozenset(other.sequence), best.terms.union(query.terms)
        whole = share = 0.0
        surely = False
        for asked, others, weight in query.weighted:
            whole += weight
            if asked not in best.sequence or asked in there or not others.isdisjoint(there):
                continue
            before, behind = (
                near - known
                for near in _in_its_place(best.sequence.index(asked), best.sequence, other.sequence)
            )
            surely = surely or not before.isdisjoint(behind)
            share += weight if before or behind else 0.0
        return cls(share / whole if whole else 0.0, surely)


def _in_its_place(at: int, terms: Sequence[str], other: Sequence[str]) -> tuple[set[str], set[str]]:
    """What follows in another sequence the term before `terms[at]`, and what precedes there the term behind it."""
    terms, other = ["", *terms, ""], ["", *other, ""]  # a sentence begins and ends alike
    before, behind = terms[at], terms[at + 2]
    following = {two for one, two in pairwise(other) if one == before} - {""}
    preceding = {one for one, two in pairwise(other) if two == behind} - {""}
    return following, preceding


def _counts_other(query: Query, best: AnsweringReport, other: AnsweringReport) -> bool:
    """Whether the figures count different things, and only the better one what is asked for."""
    one, two = best.counted, other.counted
    if one is None or two is None or one == two:
        return False
    return one in query.terms and two not in query.terms
