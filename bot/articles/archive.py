"""The articles behind the answers: further passages, and the words around a quote."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.articles.unanswered import gaps
from bot.log import EventLog
from retrieval.errors import StoreError
from retrieval.timelines.builder import build_timeline
from retrieval.timelines.overview import latest, overview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from bot.articles.unanswered import Gap
    from bot.state.conversations import RefusedQuestion
    from retrieval.answer import Citation
    from retrieval.retriever import HybridRetriever
    from retrieval.store.contents import Headline
    from retrieval.store.hit import Hit
    from retrieval.timelines.overview import Overview
    from retrieval.timelines.timeline import Timeline

_log = EventLog(__name__)

_ENTRIES = 12  # of a timeline; more is not read on a phone
_AROUND = 700  # characters on either side of a quote
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?…»”])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words around a quote.

    Attributes:
        before: The words before it.
        after: The words behind it.
    """

    before: str
    after: str


class Archive:
    """Looks things up in the store.

    Args:
        retriever: Finds passages; its store holds the articles.
    """

    def __init__(self, retriever: HybridRetriever) -> None:
        self._retriever = retriever

    async def passages(self, question: str, limit: int, now: datetime | None = None) -> list[Hit]:
        """The passages that fit a question, best first.

        Args:
            question: Any text.
            limit: At most so many.
            now: What "yesterday" is counted from, in the reader's time zone.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        return await asyncio.to_thread(self._retriever.hits, question, limit, now=now)

    async def more(
        self, question: str, known: Collection[Citation], limit: int, now: datetime
    ) -> list[Citation]:
        """Citations of further passages that fit a question, numbered from 1.

        Args:
            question: What was searched for.
            known: What was cited already; passages that hold any of it are left out.
            limit: At most so many.
            now: What "yesterday" is counted from, in the reader's time zone.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        hits = await self.passages(question, limit + 2 * len(known) + 4, now)
        fresh = [hit for hit in hits if not any(_holds(hit, citation) for citation in known)]
        links = self._retriever.links
        return [
            links.opened(hit.cite(number, 0, len(hit.text)), hit.text, hit.start)
            for number, hit in enumerate(fresh[:limit], start=1)
        ]

    async def surroundings(self, citation: Citation) -> Surroundings | None:
        """The words of the article around a quote; `None` where they are no longer in the store.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        return await asyncio.to_thread(self._surroundings, citation)

    async def texts(self, citations: Iterable[Citation]) -> dict[str, str]:
        """Texts of the articles that are cited, by id, as far as they can be read: an answer can do without."""
        ids = list(dict.fromkeys(citation.article_id for citation in citations))
        try:
            return await asyncio.to_thread(self._texts, ids) if ids else {}
        except StoreError as error:
            _log.warning("cited articles cannot be read", error=error)
            return {}

    async def timeline(self, topic: str, language: str, now: datetime) -> Timeline:
        """What was reported when about a topic.

        Args:
            topic: Words or a question.
            language: Code of the language in which it is written where the topic itself does not show one.
            now: What "last year" is counted from, in the reader's time zone.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        return await asyncio.to_thread(
            build_timeline, self._retriever, topic, limit=_ENTRIES, now=now, language=language
        )

    async def gaps(self, refused: Sequence[RefusedQuestion], most: int) -> list[Gap]:
        """What was asked and refused most, at most so many; see `bot.articles.unanswered`."""
        return await asyncio.to_thread(gaps, refused, self._retriever.embeddings, most)

    async def latest(self, limit: int) -> list[Headline]:
        """The newest articles, at most so many.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        return await asyncio.to_thread(latest, self._retriever.store, limit)

    async def overview(self) -> Overview:
        """What is in the store.

        Raises:
            EmptyStoreError: There is no store yet.
        """
        return await asyncio.to_thread(overview, self._retriever.store)

    def _texts(self, ids: Sequence[str]) -> dict[str, str]:
        with self._retriever.store.reading() as snapshot:
            return snapshot.catalogue.texts(ids)

    def _surroundings(self, citation: Citation) -> Surroundings | None:
        with self._retriever.store.reading() as snapshot:
            article = snapshot.catalogue.article(citation.article_id)
        if article is None:
            return None
        start = citation.start
        if article.text[start : citation.end] != citation.quote:  # it has been updated
            start = article.text.find(citation.quote)
        if start < 0:
            return None
        end = start + len(citation.quote)
        return Surroundings(before=_tail(article.text[:start]), after=_head(article.text[end:]))


def _holds(hit: Hit, citation: Citation) -> bool:
    return hit.article_id == citation.article_id and hit.start < citation.end and citation.start < hit.end


def _tail(text: str) -> str:
    """The end of a text, from where a paragraph or else a sentence begins."""
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    match = _PARAGRAPH.search(cut) or _SENTENCE.search(cut)
    return cut[match.end() :] if match else cut


def _head(text: str) -> str:
    """The beginning of a text, up to where a paragraph or else a sentence ends."""
    if len(text) <= _AROUND:
        return text
    cut = text[:_AROUND]
    ends = [match.start() for match in (*_SENTENCE.finditer(cut), *_PARAGRAPH.finditer(cut))]
    return cut[: max(ends)] if ends else cut
