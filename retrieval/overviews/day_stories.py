"""The stories of a day: those that most outlets have first, each by one sentence, one story once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.duplicates import groups, signature
from retrieval.overviews.lead import lead, opening_hits
from retrieval.store.filters import Filters
from retrieval.watches.story import same_story, story_signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from retrieval.answer import Citation
    from retrieval.answering.quote.excerpt import Excerpt
    from retrieval.retriever import HybridRetriever
    from retrieval.store.hit import Hit

_CONSIDERED = 400  # of the newest articles; copies among so many are quickly told


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStory:
    """A story.

    Attributes:
        citation: The first sentence of one of its articles.
        outlets: How many outlets have it.
        signature: What `same_story` tells copies by.
    """

    citation: Citation
    outlets: int
    signature: bytes


def day_stories(
    retriever: HybridRetriever,
    since: datetime,
    now: datetime,
    *,
    language: str,
    known: Sequence[bytes],
    limit: int,
) -> list[DayStory]:
    """The stories that were published within a time.

    Args:
        retriever: Its store holds the articles.
        since: The beginning of that time.
        now: Its end.
        language: Code of the reader's language: of the articles of a story, one in this is quoted where there is one.
        known: Signatures of stories that are left out.
        limit: At most so many.

    Returns:
        The stories that most outlets have first, of equals the newest; citations are numbered from 1.

    Raises:
        EmptyStoreError: There is no store yet.
    """
    with retriever.store.reading() as snapshot:
        contents = snapshot.catalogue.contents()
        newest = contents.latest(_CONSIDERED, now, Filters(published_after=since))
        hits = opening_hits(snapshot, [headline.article_id for headline in newest if not headline.future])
        signatures = snapshot.catalogue.signatures([hit.passage_id for hit in hits])
        found: list[DayStory] = []
        for articles in _by_outlets(hits, [signatures[hit.passage_id] for hit in hits]):
            if len(found) == limit:
                break
            excerpt = next(_quotable(articles, language), None)
            if excerpt is None:
                continue
            article = snapshot.catalogue.article(excerpt.hit.article_id)
            text = article.text if article else excerpt.hit.text
            story = story_signature(signatures[excerpt.hit.passage_id], signature(text))
            if same_story(story, [*known, *(one.signature for one in found)]):
                continue
            citation = retriever.links.opened(excerpt.citation(len(found) + 1), text)
            found.append(DayStory(citation=citation, outlets=len(_outlets(articles)), signature=story))
    return found


def _by_outlets(hits: Sequence[Hit], signatures: Sequence[bytes]) -> list[list[Hit]]:
    """The articles of each story, oldest first; hits come newest first, and so do stories of as many outlets."""
    stories = [[hits[at] for at in reversed(group)] for group in groups(signatures)]
    return sorted(stories, key=lambda articles: -len(_outlets(articles)))


def _outlets(articles: Sequence[Hit]) -> set[str]:
    return {hit.source or hit.article_id for hit in articles}


def _quotable(articles: Sequence[Hit], language: str) -> Iterator[Excerpt]:
    """The first sentences of the articles of a story, those in a language before the others."""
    for hit in sorted(articles, key=lambda hit: hit.language != language):
        if (excerpt := lead(hit)) is not None:
            yield excerpt
