"""What a feed tells: the newest articles on a search or a standing question, each by a sentence, one story once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.duplicates import groups
from retrieval.overviews.lead import excerpt
from retrieval.query.subject import subject
from retrieval.store.filters import Filters
from retrieval.timelines.topic_search import TopicSearch
from retrieval.watches.matcher import Matcher

if TYPE_CHECKING:
    from datetime import datetime

    from retrieval.answer import Citation
    from retrieval.retriever import HybridRetriever
    from retrieval.watches.confirmation import Confirmation

_ITEMS = 20
_SEARCHED = 60  # articles that say most about a topic, of which the newest are shown
_WATCHED = 300  # of the newest articles, which are compared with a standing question


def feed_items(
    retriever: HybridRetriever,
    text: str,
    now: datetime,
    *,
    watched: bool,
    confirmation: Confirmation | None = None,
) -> list[Citation]:
    """The newest that there is.

    Args:
        retriever: Its store holds the articles.
        text: A question, or words that name a topic.
        now: What is later is left out.
        watched: Whether it is a standing question: among the newest articles, what its person would be notified of.
        confirmation: Reads for a standing question, as for notifications.

    Returns:
        Sentences of dated articles, the newest first, numbered from 1.

    Raises:
        EmptyStoreError: There is no store yet.
    """
    found = _matched(retriever, text, now, confirmation) if watched else _searched(retriever, text)
    dated = [citation for citation in found if citation.published is not None and citation.published <= now]
    dated.sort(key=lambda citation: citation.published or now, reverse=True)
    return [replace(citation, number=number) for number, citation in enumerate(dated[:_ITEMS], start=1)]


def _matched(
    retriever: HybridRetriever, text: str, now: datetime, confirmation: Confirmation | None
) -> list[Citation]:
    with retriever.store.reading() as snapshot:
        newest = snapshot.catalogue.contents().latest(_WATCHED, now, Filters())
        passages = [
            passage_id
            for headline in newest
            if not headline.future
            for passage_id, _, _ in snapshot.catalogue.spans(headline.article_id)
        ]
    return [match.citation for match in Matcher(retriever, confirmation).matches(text, passages, _ITEMS)]


def _searched(retriever: HybridRetriever, text: str) -> list[Citation]:
    with retriever.store.reading() as snapshot:
        search = TopicSearch(subject(text, certain=True) or text, snapshot, retriever.embeddings)
        found = [one.candidate for one in search.best(_SEARCHED, [Filters()])]
        excerpts = [excerpt(candidate.hit, candidate.start, candidate.text) for candidate in found]
        texts = snapshot.catalogue.texts([one.hit.article_id for one in excerpts])
        signatures = snapshot.catalogue.signatures([one.hit.passage_id for one in excerpts])
        stories = groups([signatures[one.hit.passage_id] for one in excerpts])
        firsts = [excerpts[min(story)] for story in stories]
        return [retriever.links.opened(one.citation(1), texts[one.hit.article_id]) for one in firsts]
