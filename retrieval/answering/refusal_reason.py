"""Why there is no answer: nothing to search among, another time than was asked for, or nothing that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.refusal import answers, refuse
from retrieval.answering.unspoken import unspoken
from retrieval.note import Note, NoteCode
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answer import Answer
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.store.hit import Hit

_MARGIN = 0.4  # of a score: a sentence that answers nearly as well as the best may be newer


def refusal(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    ranked: Sequence[Candidate],
    *,
    outside: Sequence[Candidate],
) -> Answer:
    """A refusal that says what is so.

    Args:
        question: As it was asked.
        query: What was searched for; its snapshot holds the articles.
        hits: The passages, best first.
        ranked: Their sentences, best first.
        outside: Those of another time than the question asks for, best first.
    """
    count, newest = query.snapshot.catalogue.newest(question.filters, query.now)
    if not count:
        whole = question.filters == Filters()
        return refuse(
            question,
            hits,
            note=Note(code=NoteCode.NO_ARTICLES if whole else _code_of_none(query)),
        )
    of_other_time = _newest(query, outside)
    if of_other_time is not None:
        first = of_other_time.hit
        return refuse(
            question,
            [first, *(hit for hit in hits if hit is not first)],
            [of_other_time, *ranked],
            note=Note(code=NoteCode.OTHER_TIME, newer=first.published),
        )
    return refuse(question, hits, ranked, missing=unspoken(query), newest=newest)


def _code_of_none(query: Query) -> NoteCode:
    """Why filters leave no article: they do, or there is none."""
    articles, _ = query.snapshot.catalogue.counts()
    return NoteCode.NOTHING_PASSES_FILTERS if articles else NoteCode.NO_ARTICLES


def _newest(query: Query, outside: Sequence[Candidate]) -> Candidate | None:
    """The newest of the sentences that answer but for their time; `None` where none does, or has a day."""
    if not answers(query, outside):
        return None
    near = [c for c in outside if c.score >= outside[0].score - _MARGIN and answers(query, [c])]
    dated = [c for c in near if c.hit.published is not None]
    return max(dated, key=lambda c: c.hit.published.timestamp() if c.hit.published else 0.0, default=None)
