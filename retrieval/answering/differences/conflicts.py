"""Reports that answer a question otherwise than the one that answers it best."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from retrieval.answering.differences.answering_report import AnsweringReport
from retrieval.answering.differences.same_subject import same_subject
from retrieval.answering.differences.stated_answer import Agreement, StatedAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.query.query import Query

_LOOKED_AT = 30  # candidates
_MOST_CONFLICTS = 2
_LEAST_ANSWERED = -1.5  # logit of a passage, below which it is no answer


def conflicts(ranked: Sequence[Candidate], query: Query) -> list[Candidate]:
    """Sentences of other articles that answer the same about the same thing, and otherwise than the best one.

    Args:
        ranked: The candidates, best first.
        query: What is asked.

    Returns:
        At most two, one an article; none where the articles agree, or nobody can tell.
    """
    found = (
        other.stated.candidate
        for best, other in answering_otherwise(ranked, query)
        if same_subject(query, best, other)
    )
    return list(islice(found, _MOST_CONFLICTS))


def answering_otherwise(
    ranked: Sequence[Candidate], query: Query
) -> Iterator[tuple[AnsweringReport, AnsweringReport]]:
    """The best report with each of those that answer otherwise, whatever they speak of; see `conflicts`."""
    if not ranked:
        return
    stated = StatedAnswer(ranked[0], query.kind, query.names)
    best = AnsweringReport(stated)
    # An article whose sentence has been compared has had its say.
    compared = {best.hit.article_id, *(report.article_id for report in best.hit.also)}
    for candidate in ranked[1:_LOOKED_AT]:
        if candidate.hit.article_id in compared or not _may_answer(candidate):
            continue
        other = StatedAnswer(candidate, query.kind, query.names)
        agreement = stated.agreement(other)
        if agreement is not Agreement.UNCLEAR:
            compared.add(candidate.hit.article_id)
        if agreement is Agreement.OTHER:
            yield best, AnsweringReport(other)


def _may_answer(candidate: Candidate) -> bool:
    return candidate.read is None or candidate.read.answered >= _LEAST_ANSWERED
