"""Builds a timeline: what was reported when about a topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from retrieval.errors import QuestionError
from retrieval.sentences import SENTENCES
from retrieval.timelines.quotation import quotation
from retrieval.timelines.stories import Stories
from retrieval.timelines.timeline import Timeline
from retrieval.timelines.topic import Topic
from retrieval.timelines.topic_search import TopicSearch

if TYPE_CHECKING:
    from retrieval.links.citation_links import CitationLinks
    from retrieval.retriever import HybridRetriever
    from retrieval.store.catalogue import Catalogue
    from retrieval.timelines.topicality import TopicSentence

_NEAREST = 3


def build_timeline(
    retriever: HybridRetriever,
    topic: str,
    *,
    limit: int = 30,
    now: datetime | None = None,
    language: str = "en",
) -> Timeline:
    """Find what was reported when about a topic.

    Args:
        retriever: Its store is looked in, with its embedding model.
        topic: Words or a question, in any language.  Times in it ("in 2018") restrict the dates of publication.
        limit: At most so many entries; of more, those with the most stories are kept.
        now: The moment that "last year" is counted from, in the time zone whose days are meant; the real one in the
            retriever's zone by default.
        language: The reader's, for topics whose own cannot be told; many a name has none.

    Returns:
        A timeline in which an entry is a day, a month where the articles span more than two months, or a year where
        they span more than ten years.

    Raises:
        QuestionError: The topic is no text, or the limit is below 1.
        EmptyStoreError: Nothing was put into the store yet.
    """
    if not isinstance(topic, str):
        raise QuestionError("a topic is a text, such as 'Rogun dam'")
    if limit < 1:
        raise QuestionError(f"limit = {limit} is below 1")
    now = now or datetime.now(retriever.zone)
    asked = Topic.of(topic, now)
    with retriever.store.reading() as snapshot:
        search = TopicSearch(asked.subject, snapshot, retriever.embeddings)
        found, complete = search.about(asked.filters())
        dated = [best for best in found if _is_dated(best, now)]
        blank = Timeline(
            topic=asked.text,
            subject=asked.subject,
            undated=len(found) - len(dated),
            complete=complete,
            after=asked.after,
            before=asked.before,
            language=_spoken(asked.language, language),
        )
        if dated:
            return _filled(blank, Stories(dated, snapshot.catalogue, retriever.links), limit)
        return _refused(blank, search, snapshot.catalogue, retriever.links)


def _filled(blank: Timeline, stories: Stories, limit: int) -> Timeline:
    """A timeline of stories: all periods counted, and an entry for as many of them as are asked for."""
    counts, entries = stories.counts(), stories.entries(limit)
    return replace(
        blank,
        unit=stories.unit,
        entries=entries,
        counts=counts,
        articles=stories.articles,
        stories=len(stories),
        omitted=len(counts) - len(entries),
    )


def _refused(blank: Timeline, search: TopicSearch, catalogue: Catalogue, links: CitationLinks) -> Timeline:
    """A timeline without entries, with what is nearest to the topic."""
    nearest, missing = search.nearest(_NEAREST)
    articles = catalogue.articles([candidate.hit.article_id for candidate in nearest])
    return replace(
        blank,
        nearest=tuple(quotation(number, c, articles, links)[0] for number, c in enumerate(nearest, start=1)),
        missing=missing,
        newest=catalogue.dates()[1],
    )


def _spoken(topic: str | None, reader: str) -> str:
    """The language that a front end speaks: the topic's, or else the reader's, as far as there are words in it."""
    return next((language for language in (topic, reader) if language in SENTENCES), None) or "en"


def _is_dated(sentence: TopicSentence, now: datetime) -> bool:
    published = sentence.candidate.hit.published
    return published is not None and published <= now
