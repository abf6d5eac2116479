"""The vector half of the index: an embedded Chroma collection, one record a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

COLLECTION = "passages"


class Vectors:
    """A Chroma collection of passages under cosine distance, in a folder of its own.

    It is an ordinary collection (ids, vectors, documents, metadata), so other tools can read the folder too.

    Args:
        folder: Chroma's folder; made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        self._client: ClientAPI = chromadb.PersistentClient(
            path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
        )
        self.collection: Collection = self._client.get_or_create_collection(
            COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def __len__(self) -> int:
        return self.collection.count()

    def add(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add passages, or replace those that are in already; vectors have shape (len(ids), dimension)."""
        for batch in self._batches(len(ids)):
            self.collection.upsert(
                ids=list(ids[batch]),
                embeddings=vectors[batch],
                documents=list(texts[batch]),
                metadatas=[dict(facts) for facts in metadata[batch]],
            )

    def describe(self, ids: Sequence[str], metadata: Sequence[Mapping[str, Any]]) -> None:
        """Give passages that are in already new metadata; their vectors stay."""
        for batch in self._batches(len(ids)):
            self.collection.update(ids=list(ids[batch]), metadatas=[dict(facts) for facts in metadata[batch]])

    def remove(self, ids: Sequence[str]) -> None:
        """Take passages out; unknown ids are passed over."""
        for batch in self._batches(len(ids)):
            self.collection.delete(ids=list(ids[batch]))

    def nearest(
        self, vector: NDArray[np.float32], limit: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first.

        Args:
            vector: Of shape (dimension,).
            limit: At most so many.
            where: A Chroma filter on the metadata.
        """
        found = self.collection.query(
            query_embeddings=vector[np.newaxis, :], n_results=limit, where=where, include=["distances"]
        )
        distances = found["distances"]
        assert distances is not None  # noqa: S101 - asked for by `include`
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Let go of the folder's files and of the memory of its index."""
        self._client.close()  # type: ignore[attr-defined] # every client has it; its interface does not say so

    def _batches(self, count: int) -> list[slice]:
        size = self._client.get_max_batch_size()
        return [slice(start, start + size) for start in range(0, count, size)]
