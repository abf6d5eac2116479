"""The store as a LangChain VectorStore, for chains other than ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.settings import Settings
from retrieval.store.hit import to_documents
from retrieval.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

    from retrieval.store.snapshot import Snapshot


class ArticleVectorStore(VectorStore):
    """The vectors of the passages, for reading; it follows every refresh.

    Searches by vector alone, as any vector store does; `build_retriever()` finds more, because it also knows words,
    dates and outlets.  Scores are cosines: 1 is the same direction.  What is in the store comes from sources, so
    that adding and deleting is left to `presscite refresh`.

    Args:
        store: The store.
        embeddings: The model that made its vectors.
    """

    def __init__(self, store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
        self._store = store
        self._embeddings = embeddings

    @property
    def embeddings(self) -> Embeddings:
        """The model that made the vectors."""
        return self._embeddings

    def similarity_search(
        self,
        query: str,
        k: int = 4,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """The passages nearest to a text, best first.

        Args:
            query: The text.
            k: At most so many.
            filter: A filter on the metadata in Chroma's language, such as {"source": "Asia-Plus"}.
        """
        return [document for document, _ in self.similarity_search_with_score(query, k, filter)]

    def similarity_search_with_score(
        self,
        query: str,
        k: int = 4,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[tuple[Document, float]]:
        """The same, each with its cosine."""
        return self._nearest(self._embeddings.encode_query(query), k, filter)

    def similarity_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """The passages nearest to a vector, best first."""
        return [document for document, _ in self._nearest(_unit(embedding), k, filter)]

    def max_marginal_relevance_search(
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """Passages that are near to a text and unlike each other; `lambda_mult` is 1 for nearness alone."""
        vector = [float(value) for value in self._embeddings.encode_query(query)]
        return self.max_marginal_relevance_search_by_vector(vector, k, fetch_k, lambda_mult, filter)

    def max_marginal_relevance_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Mapping[str, Any] | None = None,  # noqa: A002 - LangChain's name
        **_: Any,
    ) -> list[Document]:
        """The same of a vector."""
        vector = _unit(embedding)
        with self._store.reading() as snapshot:
            near = snapshot.vectors.nearest(vector, fetch_k, dict(filter) if filter else None)
            stored = snapshot.vectors.stored([id_ for id_, _ in near])
            rows = [stored[id_].tolist() for id_, _ in near]
            chosen = maximal_marginal_relevance(vector, rows, lambda_mult, k) if rows else []
            return [document for document, _ in _documents(snapshot, [near[n] for n in chosen])]

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The passages with these ids; unknown ids are left out."""
        with self._store.reading() as snapshot:
            return [document for document, _ in _documents(snapshot, [(id_, 1.0) for id_ in ids])]

    def add_texts(
        self, texts: Iterable[str], metadatas: list[dict[str, Any]] | None = None, **_: Any
    ) -> NoReturn:
        """Not offered: articles come in through `retrieval.refresh` or `presscite refresh`."""
        raise NotImplementedError("articles are put in from their sources, with: presscite refresh")

    def delete(self, ids: list[str] | None = None, **_: Any) -> NoReturn:
        """Not offered: articles leave when they leave their source, at the next refresh."""
        raise NotImplementedError("articles go when they are gone from their source, with: presscite refresh")

    @classmethod
    def from_texts(
        cls, texts: list[str], embedding: Embeddings, metadatas: list[dict[str, Any]] | None = None, **_: Any
    ) -> NoReturn:
        """Not offered: see `build_vector_store`."""
        raise NotImplementedError("a store is made from its sources, with: presscite refresh")

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: min(1.0, max(0.0, cosine))

    def _nearest(
        self, vector: NDArray[np.float32], k: int, where: Mapping[str, Any] | None
    ) -> list[tuple[Document, float]]:
        with self._store.reading() as snapshot:
            found = snapshot.vectors.nearest(vector, k, dict(where) if where else None)
            return _documents(snapshot, found)


def _documents(snapshot: Snapshot, found: Sequence[tuple[str, float]]) -> list[tuple[Document, float]]:
    hits = snapshot.catalogue.hits(dict(found))
    return list(zip(to_documents(hits), [hit.score for hit in hits], strict=True))


def _unit(embedding: Sequence[float]) -> NDArray[np.float32]:
    vector = np.asarray(embedding, dtype=np.float32)
    length = float(np.linalg.norm(vector))
    scaled: NDArray[np.float32] = vector / length if length else vector
    return scaled


def build_vector_store(settings: Settings | None = None) -> ArticleVectorStore:
    """The store that the settings name, as a LangChain VectorStore.

    Args:
        settings: Read from the environment and `.env` where left out.

    Raises:
        SettingsError: A setting is unknown or bad.
    """
    settings = settings or Settings.load()
    return ArticleVectorStore(
        Store.from_settings(settings), SentenceTransformerEmbeddings.from_settings(settings)
    )
