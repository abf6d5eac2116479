"""The hybrid retriever: vectors and keywords over the same passages, fused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import ConfigDict, Field

from retrieval.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import QuestionError
from retrieval.hit import Hit
from retrieval.settings import Settings
from retrieval.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from langchain_core.callbacks import (
        AsyncCallbackManagerForRetrieverRun,
        CallbackManagerForRetrieverRun,
    )
    from langchain_core.documents import Document

    from retrieval.store import Generation

_DEPTH = 50  # candidates taken from each half
_RANK_OFFSET = 60  # of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)
_VECTOR_WEIGHT = 0.6  # a good multilingual ranking is hurt by an equal say of keywords
_MAX_QUESTION_CHARS = 2_000  # what lies behind this cannot be part of a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader wants to search among.

    Attributes:
        published_after: Only articles published at this time or later; undated ones are left out.
        published_before: Only articles published before this time; undated ones are left out.
        sources: Only articles of these outlets, by name in any case; empty means all.
    """

    published_after: datetime | None = None
    published_before: datetime | None = None
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Filters:
        """The filters in a mapping that a caller gave.

        Raises:
            QuestionError: A date or a list of outlets is not one.
        """
        outlets = given.get("sources") or ()
        if isinstance(outlets, str):
            outlets = (outlets,)
        if not all(isinstance(outlet, str) for outlet in outlets):
            raise QuestionError("sources must be names of outlets, such as ['Asia-Plus', 'Reuters']")
        return cls(
            published_after=_moment(given, "published_after"),
            published_before=_moment(given, "published_before"),
            sources=tuple(outlets),
        )

    def where(self, generation: Generation) -> dict[str, Any] | None:
        """The same as a filter on Chroma's metadata, `None` for no filter."""
        clauses: list[dict[str, Any]] = []
        if self.published_after:
            clauses.append({"published_at": {"$gte": self.published_after.timestamp()}})
        if self.published_before:
            clauses.append({"published_at": {"$lt": self.published_before.timestamp()}})
        if self.sources:
            asked = {outlet.casefold() for outlet in self.sources}
            known = [outlet for outlet in generation.catalogue.outlets() if outlet.casefold() in asked]
            clauses.append({"source": {"$in": known or ["\N{NULL}"]}})  # no outlet has this name
        if not clauses:
            return None
        return clauses[0] if len(clauses) == 1 else {"$and": clauses}

    def admit(self, hit: Hit) -> bool:
        """Whether a passage passes; agrees with `where`."""
        if (self.published_after or self.published_before) and hit.published is None:
            return False
        if self.published_after and hit.published and hit.published < self.published_after:
            return False
        if self.published_before and hit.published and hit.published >= self.published_before:
            return False
        asked = {outlet.casefold() for outlet in self.sources}
        return not asked or (hit.source or "").casefold() in asked


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise QuestionError(f"{name} = {value!r} is not a date; write it as 2024-03-31") from None
    if not isinstance(value, datetime):
        try:
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone is set below
        except AttributeError:
            raise QuestionError(f"{name} must be a date, a datetime or such a string") from None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


class HybridRetriever(BaseRetriever):
    """Finds the passages that fit a question, best first, as LangChain documents.

    `invoke(question)` also takes `limit`, `published_after`, `published_before` and `sources` as keywords.

    Raises:
        EmptyStoreError: When asked before anything was put into the store.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store = Field(exclude=True)
    embeddings: SentenceTransformerEmbeddings = Field(exclude=True)
    limit: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        limit = given.get("limit") or self.limit
        return [hit.to_document() for hit in self.hits(query, limit, Filters.of(given))]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        # The interface's own version takes no keywords and so would lose the filters.
        find = partial(self._get_relevant_documents, query, run_manager=run_manager.get_sync(), **given)
        return await run_in_executor(None, find)

    def hits(self, question: str, limit: int, filters: Filters) -> list[Hit]:
        """The passages that fit a question, best first, at most `limit`."""
        sought = question.encode("utf-8", "ignore").decode()[:_MAX_QUESTION_CHARS]
        if not any(c.isalnum() for c in sought):
            return []
        with self.store.reading() as generation:
            vector = self.embeddings.encode_query(sought)
            by_vector = generation.vectors.nearest(vector, _DEPTH, filters.where(generation))
            # Keywords are filtered after the fact, so they are taken deeper where there is a filter.
            deep = _DEPTH if filters == Filters() else 40 * _DEPTH
            by_keyword = generation.catalogue.match(sought, deep)
            fused = _fuse([id_ for id_, _ in by_vector], [id_ for id_, _ in by_keyword])
            found = _hits(generation, fused)
        return [hit for hit in found if filters.admit(hit)][:limit]


def _fuse(by_vector: Sequence[str], by_keyword: Sequence[str]) -> list[tuple[str, float]]:
    """Weighted reciprocal rank fusion of two rankings; scores lie between 0 and 1."""
    scores: dict[str, float] = {}
    for ranking, weight in ((by_vector, _VECTOR_WEIGHT), (by_keyword, 1 - _VECTOR_WEIGHT)):
        for rank, id_ in enumerate(ranking):
            scores[id_] = scores.get(id_, 0.0) + weight * _RANK_OFFSET / (_RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _hits(generation: Generation, fused: Sequence[tuple[str, float]]) -> list[Hit]:
    passages = generation.catalogue.passages([id_ for id_, _ in fused])
    articles = generation.catalogue.articles(list({p.article_id for p in passages.values()}))
    return [
        Hit.of(passages[id_], articles[passages[id_].article_id], score)
        for id_, score in fused
        if id_
        in passages  # both halves cover the same passages; `presscite doctor` says so where they do not
    ]


def build_retriever(settings: Settings | None = None) -> HybridRetriever:
    """The retriever over the store that the settings name.

    Args:
        settings: Read from the environment and `.env` where left out.

    Raises:
        SettingsError: A setting is unknown or bad.
    """
    settings = settings or Settings.load()
    return HybridRetriever(
        store=Store(settings.home, settings.embedding_model),
        embeddings=SentenceTransformerEmbeddings.from_settings(settings),
        limit=settings.passages,
    )
