"""Whether two sentences that answer a question differently speak of the same thing.

The decision is a logistic regression over what is known of the two, behind a few signs that they do not.
`python -m tests.evals.differences.learn` learns its weights; docs/answers.md has the figures.
"""

from __future__ import annotations

import math
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFeatures:
    """What is known of a report beside the one that answers best, and of both.

    Attributes:
        cosine: How near its sentence is to the question.
        counted: Whether the figures count different things, one of which is asked for, 0 or 1.
        names: Share of the names of one that the other has too, of whichever has fewer of the other's.
        overlap: Share of the terms of the shorter sentence that the longer has; `_UNCOMPARED` across languages.
        ratio: Of the figures that answer, the logarithm, without its sign; 0 where none do.
        days: Logarithm of one more than the days between their publications.
        same_outlet: Whether they are of one outlet, 0 or 1.
    """

    cosine: float
    counted: float
    names: float
    overlap: float
    ratio: float
    days: float
    same_outlet: float

    @property
    def confidence(self) -> float:
        """How likely both speak of the same thing, from 0 to 1."""
        return logistic(_CONSTANT + sum(w * v for w, v in zip(astuple(_WEIGHTS), astuple(self), strict=True)))


_WEIGHTS = SubjectFeatures(
    cosine=32.79, counted=-1.64, names=6.17, overlap=3.28, ratio=-0.5, days=-0.54, same_outlet=-0.87
)
_CONSTANT = -29.32
_SAME_FROM = 0.9  # by folds of what was learned from, all of 109 shown are true; at .85 130 of 134

_UNCOMPARED = 0.5  # about the mean, so that it speaks neither for nor against
_LEVEL = 0.9  # of the cosine of a best sentence in the question's language
_LARGEST_RATIO = 4.0  # as a logarithm


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
    if (named and _exchanged(query, best, other)) or _are_apart(query, best, other):
        return None
    shares = best.shared_names(other), other.shared_names(best)
    if not max(shares):
        return None
    return SubjectFeatures(
        cosine=other.stated.candidate.cosine + _lifted(query, best),
        counted=float(comparable and _counts_other(query, best, other)),
        names=min(shares),
        overlap=_overlap(best, other) if comparable else _UNCOMPARED,
        ratio=_ratio(best, other),
        days=_days_apart(best, other),
        same_outlet=float(bool(best.hit.source) and best.hit.source == other.hit.source),
    )


def _lifted(query: Query, best: AnsweringReport) -> float:
    """What cosines to a question in another language lie too low by, as that of the best sentence tells."""
    return max(0.0, _LEVEL - best.stated.candidate.cosine) if query.is_foreign(best.hit) else 0.0


def _ratio(best: AnsweringReport, other: AnsweringReport) -> float:
    """How far the figures that answer lie apart; 0 where one report answers with none, or with nothing."""
    written = [abs(report.stated.figures[0].written) for report in (best, other) if report.stated.figures]
    if len(written) < len((best, other)) or not all(written):
        return 0.0
    return min(_LARGEST_RATIO, abs(math.log(written[0] / written[1])))


def _days_apart(best: AnsweringReport, other: AnsweringReport) -> float:
    days = [report.hit.published for report in (best, other)]
    if days[0] is None or days[1] is None:
        return 0.0
    return math.log1p(abs((days[0] - days[1]).total_seconds()) / 86_400)


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


def _exchanged(query: Query, best: AnsweringReport, other: AnsweringReport) -> bool:
    """Whether another word stands between the same two words: the height of this dam, the height of that dam."""
    there, known = frozenset(other.sequence), best.terms.union(query.terms)
    for asked, others, _ in query.weighted:
        if asked not in best.sequence or asked in there or not others.isdisjoint(there):
            continue
        before, behind = _in_its_place(best.sequence.index(asked), best.sequence, other.sequence)
        if not (before - known).isdisjoint(behind - known):
            return True
    return False


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
