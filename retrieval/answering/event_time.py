"""Whether a sentence tells of the time that a question asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from retrieval.answering.sentence_time import ArticleTimes, Days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answer import Answer
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.query.asked_time import AskedTime
    from retrieval.query.query import Query
    from retrieval.store.hit import Hit

# What is said of a year need not be so on a day of it: a time that is longer than a month, and so many times as long as
# the one that is asked for, does not answer unless it is an interval.  A year has a dozen months, a decade ten years.
_MOST_TIMES_AS_LONG = 13
_MONTH = timedelta(days=31)

_MARGIN = 0.5  # of a score: by more than this a sentence answers better


class TimeFit(Enum):
    """How the time that a sentence tells of lies to the time that is asked for."""

    INSIDE = "inside"  # also where no time is asked for
    OUTSIDE = "outside"
    UNDATED = "undated"  # neither the sentence nor its article says


class EventTime:
    """The time that a question asks for, and which sentences tell of it.

    Args:
        query: What is asked; its snapshot holds the articles.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._asked = query.asked_times.times
        self._articles: dict[str, ArticleTimes] = {}

    def fit(self, candidate: Candidate) -> TimeFit:
        """Whether a candidate tells of the time that is asked for.

        Times overlap where they have a day in common.  A time that belongs to the thing that is asked about ("the 2024
        budget") may also stand in the passage or its headline.
        """
        if not self._asked:
            return TimeFit.INSIDE
        hit = candidate.hit
        article = self._article(hit)
        start, end = hit.start + candidate.start, hit.start + candidate.end
        found = article.times(start, end)
        if any(self._holds(asked, days, article) for asked in self._asked for days in found):
            return TimeFit.INSIDE
        # An article without a day says of what time it is in its own words, if at all.
        by_words = article.published is None and not article.own(start, end)
        things = [asked for asked in self._asked if asked.of_thing or by_words]
        if things and any(
            _names(asked, days) for asked in things for days in article.calendar(hit.start, hit.end)
        ):
            return TimeFit.INSIDE
        return TimeFit.OUTSIDE if found else TimeFit.UNDATED

    def sorted_out(self, ranked: Sequence[Candidate]) -> dict[TimeFit, list[Candidate]]:
        """Candidates by how they fit, each in the order given.

        A sentence that names no time is outside where one of its article answers better and names another time: "Who
        won yesterday?" does not ask what was said yesterday about the final on Saturday.
        """
        found: dict[TimeFit, list[Candidate]] = {fit: [] for fit in TimeFit}
        if not self._asked:
            return found | {TimeFit.INSIDE: [*ranked]}
        self._read([candidate.hit for candidate in ranked])
        answering: dict[str, float] = {}  # the best score of a sentence that names another time, by article
        for candidate in ranked:
            fit = self.fit(candidate)
            article_id = candidate.hit.article_id
            if (
                fit is TimeFit.INSIDE
                and candidate.score < answering.get(article_id, float("-inf"))
                and not self._names_time(candidate)
            ):
                fit = TimeFit.OUTSIDE
            elif fit is TimeFit.OUTSIDE and self._names_time(candidate):
                answering.setdefault(article_id, candidate.score - _MARGIN)
            found[fit].append(candidate)
        return found

    def _names_time(self, candidate: Candidate) -> bool:
        hit = candidate.hit
        return bool(self._article(hit).own(hit.start + candidate.start, hit.start + candidate.end))

    def _article(self, hit: Hit) -> ArticleTimes:
        self._read([hit])
        return self._articles[hit.article_id]

    def _read(self, hits: Sequence[Hit]) -> None:
        """Read the articles of some passages together."""
        new = {hit.article_id: hit for hit in hits if hit.article_id not in self._articles}
        articles = self._query.snapshot.catalogue.articles([*new]) if new else {}
        for id_, hit in new.items():
            text = articles[id_].text if id_ in articles else " " * hit.start + hit.text
            published = hit.published.date() if hit.published else None
            self._articles[id_] = ArticleTimes(text, hit.title, published)

    def _holds(self, asked: AskedTime, days: Days, article: ArticleTimes) -> bool:
        """Whether what is told of some days answers about the time that is asked for."""
        wanted = Days(asked.start, asked.end)
        if not days.overlaps(wanted):
            return False
        if days.interval or days.length is None or wanted.length is None or days.length <= _MONTH:
            return True
        if days.length <= _MOST_TIMES_AS_LONG * wanted.length:
            return True
        return article.published is not None and Days.one(article.published).overlaps(wanted)


def without_outside(answer: Answer, outside: Sequence[Candidate]) -> Answer:
    """A written answer without the sentences that rest on nothing but what is of another time.

    Args:
        answer: Or a part of one.
        outside: What is of another time.
    """
    spans = [(c.hit.article_id, c.hit.start + c.start, c.hit.start + c.end) for c in outside]
    of_other_time = {
        citation.number
        for citation in answer.citations
        for article_id, start, end in spans
        if article_id == citation.article_id and start <= citation.start and citation.end <= end
    }
    return replace(
        answer, sentences=tuple(s for s in answer.sentences if not of_other_time.issuperset(s.citations))
    )


def _names(asked: AskedTime, days: Days) -> bool:
    """Whether days that are named lie within the time that is asked for."""
    return (
        days.start is not None
        and days.end is not None
        and asked.first <= days.start
        and days.end <= asked.last
    )
