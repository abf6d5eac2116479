"""The hybrid retriever: vectors and keywords over the same passages, fused."""

from __future__ import annotations

from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.in_thread import in_thread
from retrieval.links.citation_links import CitationLinks
from retrieval.query.query import Query
from retrieval.search.hybrid import HybridSearch
from retrieval.search.reranker import Reranker
from retrieval.search.stories import one_a_story
from retrieval.settings import Settings
from retrieval.store.filters import Filters, moment
from retrieval.store.hit import to_documents
from retrieval.store.store import Store
from retrieval.time_zone import machine_zone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from langchain_core.callbacks import (
        AsyncCallbackManagerForRetrieverRun,
        CallbackManagerForRetrieverRun,
    )
    from langchain_core.documents import Document
    from langchain_core.runnables import RunnableConfig

    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

_GROUPED = 30  # candidates among which near-copies are looked for


class HybridRetriever(BaseRetriever):
    """Finds the passages that fit a question, best first, as LangChain documents.

    `invoke(question)` also takes as keywords `limit`; `published_after`, `published_before` and `sources`, which
    cut; and `now`, the moment that "last week" is counted from.  Times and outlets that the question itself names
    only count in favour of what fits them.

    Raises:
        EmptyStoreError: When asked before anything was put into the store.
        QuestionError: One of the keywords has a bad value.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store = Field(exclude=True)
    embeddings: SentenceTransformerEmbeddings = Field(exclude=True)
    reranker: Reranker | None = Field(default=None, exclude=True)
    limit: int = 8
    zone: tzinfo = Field(default_factory=machine_zone, exclude=True)
    links: CitationLinks = Field(default_factory=CitationLinks, exclude=True)

    def hits(
        self,
        question: str | Query,
        limit: int,
        filters: Filters | None = None,
        *,
        now: datetime | None = None,
    ) -> list[Hit]:
        """The passages that fit a question, best first, one a story.

        Args:
            question: Any text at all, searched for in the newest snapshot of the store; or a query, searched for in its
                own.  Without a letter or a digit it finds nothing.
            limit: At most so many.
            filters: What to search among.
            now: The moment that relative times in a text are counted from, in the time zone whose days are meant; the
                real one in `zone` by default.
        """
        if isinstance(question, Query):
            return self._found(question, limit, filters or Filters())
        with self.store.reading() as snapshot:
            query = Query(question, snapshot, now or datetime.now(self.zone))
            return self._found(query, limit, filters or Filters())

    def retrieve(
        self,
        query: Query,
        filters: Filters,
        config: RunnableConfig | None = None,
        *,
        limit: int | None = None,
    ) -> list[Hit]:
        """The passages that fit a query, found in a run that LangChain's callbacks are told of.

        Args:
            query: What is searched for, in its own snapshot.
            filters: What to search among.
            config: Callbacks and the like.
            limit: At most so many; by default the retriever's own.
        """
        run = _ChainSearch(query, filters, limit or self.limit)
        self.invoke(query.text, config, run=run)
        return run.hits

    async def aretrieve(
        self,
        query: Query,
        filters: Filters,
        config: RunnableConfig | None = None,
        *,
        limit: int | None = None,
    ) -> list[Hit]:
        """`retrieve`, off the event loop."""
        run = _ChainSearch(query, filters, limit or self.limit)
        await self.ainvoke(query.text, config, run=run)
        return run.hits

    @asynccontextmanager
    async def areading(self, config: RunnableConfig | None = None) -> AsyncIterator[Snapshot]:
        """`Store.reading`, opened in a thread; let go of also where whoever waits for that is cancelled."""
        with ExitStack() as opened:
            yield await in_thread(config, opened.enter_context, self.store.reading())

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        run: _ChainSearch | None = None,
        **given: Any,
    ) -> list[Document]:
        if run is not None:
            run.hits = hits = self.hits(run.query, run.limit, run.filters)
        else:
            limit = given.get("limit") or self.limit
            filters, now = Filters.of(given, self.zone), moment(given, "now", self.zone)
            hits = self.hits(query, limit, filters, now=now)
        return to_documents(hits)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        # The interface's own version takes no keywords and so would lose the filters.
        find = partial(self._get_relevant_documents, query, run_manager=run_manager.get_sync(), **given)
        return await in_thread(None, find)

    def _found(self, query: Query, limit: int, filters: Filters) -> list[Hit]:
        if query.is_blank:
            return []
        vector = self.embeddings.encode_query(query.text)
        ranked = HybridSearch(query, filters).ranked(vector, self.embeddings.scale, limit + _GROUPED)
        if self.reranker is not None:
            ranked = self.reranker.rerank(query.text, ranked)
        several, rest = ranked[:_GROUPED], ranked[_GROUPED:]
        signatures = query.snapshot.catalogue.signatures([hit.passage_id for hit in several])
        return [*one_a_story(several, signatures), *rest][:limit]


@dataclass(slots=True)
class _ChainSearch:
    """A search of the chain on its way through LangChain, which would pass on documents and no hits.

    Attributes:
        query: What is searched for.
        filters: What to search among.
        limit: At most so many passages.
        hits: What was found, once it has run.
    """

    query: Query
    filters: Filters
    limit: int
    hits: list[Hit] = field(default_factory=list)


def build_retriever(settings: Settings | None = None) -> HybridRetriever:
    """The retriever over the store that the settings name.

    Args:
        settings: Read from the environment and `.env` where left out.

    Raises:
        SettingsError: A setting is unknown or bad.
    """
    settings = settings or Settings.load()
    return HybridRetriever(
        store=Store.from_settings(settings),
        embeddings=SentenceTransformerEmbeddings.from_settings(settings),
        reranker=Reranker(settings.reranker) if settings.reranker else None,
        limit=settings.passages,
        zone=settings.zone,
        links=CitationLinks.of(settings),
    )
