"""The hybrid retriever: vectors and keywords over the same passages, fused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import ConfigDict, Field

from corpus import detect_language
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.query.outlet import named_outlets
from retrieval.search.fusion import fuse
from retrieval.search.reranker import Reranker
from retrieval.search.stories import one_a_story
from retrieval.settings import Settings
from retrieval.store.filters import Filters, moment
from retrieval.store.store import Store
from retrieval.text.timex import closeness, periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from langchain_core.callbacks import (
        AsyncCallbackManagerForRetrieverRun,
        CallbackManagerForRetrieverRun,
    )
    from langchain_core.documents import Document
    from numpy.typing import NDArray

    from retrieval.embedding.cosine_scale import CosineScale
    from retrieval.store.catalogue import Facts
    from retrieval.store.hit import Hit
    from retrieval.store.postings import Matches
    from retrieval.store.snapshot import Snapshot

_DEPTH = 100  # candidates taken from each half
_GROUPED = 30  # candidates among which near-copies are looked for
_MAX_QUESTION_CHARS = 2_000  # what lies behind this cannot be part of a question

# What a fitting date or outlet is worth, on the scale of `fuse` where 1 is the best score there can be.  A time
# that may just as well belong to what is asked tips the balance and no more.
_BOOST = {"report": 0.3, "fact": 0.04}
_OUTLET_BOOST = 0.15


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

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        limit = given.get("limit") or self.limit
        found = self.hits(query, limit, Filters.of(given), now=moment(given, "now"))
        return [hit.to_document() for hit in found]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        # The interface's own version takes no keywords and so would lose the filters.
        find = partial(self._get_relevant_documents, query, run_manager=run_manager.get_sync(), **given)
        return await run_in_executor(None, find)

    def hits(
        self, question: str, limit: int, filters: Filters | None = None, *, now: datetime | None = None
    ) -> list[Hit]:
        """The passages that fit a question, best first, one a story.

        Args:
            question: Any text at all; without a letter or a digit it finds nothing.
            limit: At most so many.
            filters: What to search among.
            now: The moment that relative times are counted from, with a time zone; the real one by default.
        """
        sought = question.encode("utf-8", "ignore").decode()[:_MAX_QUESTION_CHARS]
        if not any(c.isalnum() for c in sought):
            return []
        with self.store.reading() as snapshot:
            search = _Search(snapshot, sought, filters or Filters(), now or datetime.now(UTC))
            vector = self.embeddings.encode_query(sought)
            ranked = search.ranked(vector, self.embeddings.scale, limit + _GROUPED)
            if self.reranker is not None:
                ranked = self.reranker.rerank(sought, ranked)
            several, rest = ranked[:_GROUPED], ranked[_GROUPED:]
            signatures = snapshot.catalogue.signatures([hit.passage_id for hit in several])
        return [*one_a_story(several, signatures), *rest][:limit]


class _Search:
    """One question put to one generation of the store."""

    def __init__(self, snapshot: Snapshot, question: str, filters: Filters, now: datetime) -> None:
        self._snapshot = snapshot
        self._question = question
        self._filters = filters
        self._language = detect_language(question)
        self._periods = periods(question, now)
        self._outlets = frozenset(named_outlets(question, snapshot.catalogue.outlets()))

    def ranked(self, vector: NDArray[np.float32], scale: CosineScale, most: int) -> list[Hit]:
        """The best candidates, best first; at most so many."""
        by_vector = [(id_, scale(cosine)) for id_, cosine in self._by_vector(vector)]
        by_keyword = self._by_keyword()
        facts = self._facts([*{**dict(by_vector), **dict(by_keyword.found)}])
        foreign = {id_ for id_, known in facts.items() if self._is_foreign(known)}
        scores = fuse(by_vector, by_keyword, foreign=foreign)
        for id_, known in facts.items():
            scores[id_] += self._boost(known)
        best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:most]
        # Both halves cover the same passages; `presscite doctor` says so where they do not.
        return self._snapshot.catalogue.hits({id_: scores[id_] for id_ in best})

    def _facts(self, ids: Sequence[str]) -> dict[str, Facts]:
        """What is known of candidates, by id; empty where nothing of it could count."""
        known = self._snapshot.catalogue.languages()
        one_language = self._language is None or known <= {self._language}
        if one_language and not self._periods and not self._outlets:
            return {}
        return {facts.passage_id: facts for facts in self._snapshot.catalogue.facts(ids)}

    def _is_foreign(self, facts: Facts) -> bool:
        """Whether a passage is in another language than the question, where both can be told."""
        return None not in (self._language, facts.language) and facts.language != self._language

    def _by_vector(self, vector: NDArray[np.float32]) -> list[tuple[str, float]]:
        found = dict(self._snapshot.nearest(vector, _DEPTH, self._filters))
        # What fits a time or an outlet that was asked for is a candidate even where much else is nearer.
        for asked in self._asked_for():
            found.update(self._snapshot.nearest(vector, _DEPTH, asked))
        return sorted(found.items(), key=lambda pair: -pair[1])

    def _asked_for(self) -> list[Filters]:
        asked = [
            replace(
                self._filters,
                published_after=_later(self._filters.published_after, period.start),
                published_before=_earlier(self._filters.published_before, period.end),
            )
            for period in self._periods
            if period.kind == "report"
        ]
        if self._outlets and not self._filters.sources:
            asked.append(replace(self._filters, sources=tuple(sorted(self._outlets))))
        return asked

    def _by_keyword(self) -> Matches:
        return self._snapshot.match(self._question, _DEPTH, self._filters)

    def _boost(self, facts: Facts) -> float:
        fits = [_BOOST[period.kind] * closeness(facts.published, period) for period in self._periods]
        return max(fits, default=0.0) + (_OUTLET_BOOST if facts.source in self._outlets else 0.0)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


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
    )
