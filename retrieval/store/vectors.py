"""The vector half of the index: a Chroma collection, one record a passage."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from retrieval.errors import ServerUnreachableError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import GetResult, Include
    from numpy.typing import NDArray

COLLECTION = "passages"
"""Name of the collection in a generation's own folder."""

# Nearest first by cosine.  Chroma writes its index to disk every so many records, and whole; see docs/refresh.md.
# What an approximate index misses differs from build to build. With 16 neighbours up to ten of 913 real passages could
# not be reached at all; with 64 two at most. Of the hundred nearest of 13,014 vectors one or more is missed for 44 of
# 1,500 questions, for 385 with Chroma's own values and 400 in view; that takes 1.7 ms more.
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_search": 600, "ef_construction": 200, "max_neighbors": 64}
}


_READ_AT_ONCE = 1_000  # records
_WHOLE: Include = ["documents", "metadatas", "embeddings"]


class VectorRecord(NamedTuple):
    """What Chroma keeps of one passage."""

    id: str
    vector: NDArray[np.float32]
    text: str | None
    facts: Mapping[str, Any]


def _records(got: GetResult) -> Iterator[VectorRecord]:
    rows = zip(
        got["ids"],
        got["embeddings"] if got["embeddings"] is not None else (),
        got["documents"] or (),
        got["metadatas"] or (),
        strict=True,
    )
    for id_, vector, text, facts in rows:
        yield VectorRecord(id_, np.asarray(vector, dtype=np.float32), text, facts or {})


class Vectors:
    """A Chroma collection of passages under cosine distance.

    It is an ordinary collection (ids, vectors, documents, metadata), so other tools can read it too.

    Args:
        client: A Chroma client.
        name: The collection.
        create: Make the collection where it is missing.
        place: Where the collection is, for messages.
        closes: Whether the client is closed with this object.

    Raises:
        StoreError: Chroma cannot be used, or the collection is missing.
    """

    def __init__(
        self, client: ClientAPI, name: str, *, create: bool, place: str, closes: bool = False
    ) -> None:
        self._client = client
        self._closes = closes
        self._place = place
        with self._speaking():
            if create:
                self.collection: Collection = client.get_or_create_collection(
                    name, configuration=_CONFIGURATION, embedding_function=None
                )
            else:
                self.collection = client.get_collection(name, embedding_function=None)

    @classmethod
    def in_folder(cls, folder: Path, *, create: bool = False) -> Self:
        """The collection in a folder of its own, with Chroma embedded in this process."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings as ChromaSettings

        with _ONE_BY_ONE, in_words(str(folder)):
            shared = str(folder) in SharedSystemClient._identifier_to_system  # noqa: SLF001 - as in _forget
            try:
                client = chromadb.PersistentClient(
                    path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
                )
            except BaseException:
                if not shared:
                    _forget(folder)
                raise
        try:
            return cls(client, COLLECTION, create=create, place=str(folder), closes=True)
        except BaseException:
            _close(client)
            raise

    def __len__(self) -> int:
        with self._speaking():
            return self.collection.count()

    def count_fault(self, passages: int) -> str | None:
        """What is wrong with how many there are, for a generation of so many passages; `None` where nothing is."""
        count = len(self)
        return None if count == passages else f"it has {count:,} vectors for {passages:,} passages"

    def add(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add passages, or replace those that are in already; vectors have shape (len(ids), dimension)."""
        with self._speaking():
            for batch in self._batches(len(ids)):
                self.collection.upsert(
                    ids=list(ids[batch]),
                    embeddings=vectors[batch],
                    documents=list(texts[batch]),
                    metadatas=[dict(facts) for facts in metadata[batch]],
                )

    def describe(self, ids: Sequence[str], metadata: Sequence[Mapping[str, Any]]) -> None:
        """Give passages that are in already new metadata; their vectors stay."""
        with self._speaking():
            for batch in self._batches(len(ids)):
                self.collection.update(
                    ids=list(ids[batch]), metadatas=[dict(facts) for facts in metadata[batch]]
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Take passages out; unknown ids are passed over."""
        with self._speaking():
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
        with self._speaking():
            found = self.collection.query(
                query_embeddings=vector[np.newaxis, :], n_results=limit, where=where, include=["distances"]
            )
        distances = found["distances"]
        assert distances is not None  # noqa: S101 - asked for by `include`
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def stored(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; unknown ids are left out."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._speaking():
            for batch in self._batches(len(ids)):
                got = self.collection.get(ids=list(ids[batch]), include=["embeddings"])
                assert got["embeddings"] is not None  # noqa: S101 - asked for by `include`
                found.update(
                    (id_, np.asarray(vector, dtype=np.float32))
                    for id_, vector in zip(got["ids"], got["embeddings"], strict=True)
                )
        return found

    def records(self) -> Iterator[VectorRecord]:
        """Everything that is in the collection, record by record."""
        with self._speaking():
            for start in range(0, self.collection.count(), _READ_AT_ONCE):
                yield from _records(self.collection.get(limit=_READ_AT_ONCE, offset=start, include=_WHOLE))

    def ids(self) -> Iterator[list[str]]:
        """Ids of everything that is in the collection, many at a time."""
        with self._speaking():
            for start in range(0, self.collection.count(), _READ_AT_ONCE):
                yield list(self.collection.get(limit=_READ_AT_ONCE, offset=start, include=[])["ids"])

    def known(self, ids: Sequence[str]) -> list[str]:
        """Those of some ids that are in the collection."""
        found: list[str] = []
        with self._speaking():
            for batch in self._batches(len(ids)):
                found += self.collection.get(ids=list(ids[batch]), include=[])["ids"]
        return found

    def records_of(self, ids: Sequence[str]) -> Iterator[VectorRecord]:
        """Everything that is in the collection of these ids; unknown ids are left out."""
        with self._speaking():
            for batch in self._batches(len(ids)):
                yield from _records(self.collection.get(ids=list(ids[batch]), include=_WHOLE))

    @contextmanager
    def closing(self) -> Iterator[Self]:
        """Close it when the block ends."""
        try:
            yield self
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the collection's files and of the memory of its index; a connection to a server is kept."""
        if self._closes:
            _close(self._client)

    def _batches(self, count: int) -> list[slice]:
        size = self._client.get_max_batch_size()
        return [slice(start, min(start + size, count)) for start in range(0, count, size)]

    def _speaking(self) -> AbstractContextManager[None]:
        return in_words(self._place)


# All clients of a folder in this process share one system, and Chroma makes and ends it without any lock: a store that
# opens while another one opens or closes would get half of one.
_ONE_BY_ONE = threading.Lock()


def _close(client: ClientAPI) -> None:
    with _ONE_BY_ONE:
        client.close()  # type: ignore[attr-defined] # every client has it; its interface does not say so


def _forget(folder: Path) -> None:
    """Let Chroma try again: it keeps a client that did not come up, and hands it out for ever after."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001 - there is no public way
    SharedSystemClient._identifier_to_refcount.pop(str(folder), None)  # noqa: SLF001 - as above


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Turn whatever Chroma raises while the block runs into a StoreError about this place."""
    try:
        yield
    except (MemoryError, AssertionError, StoreError):
        raise
    except Exception as error:
        if away := _away(error):
            raise ServerUnreachableError(f"{place} {away}") from error
        raise StoreError(f"{place} {_complaint(error)}") from error


def _away(error: Exception) -> str | None:
    """What to say of a server that is not reached; `None` where it is."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "does not answer; is the Chroma server overloaded or stuck?"
    if isinstance(error, httpx.TransportError):
        return "is not reached; is the Chroma server running, and is PRESSCITE_CHROMA_URL right?"
    return None


def _complaint(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    if "full" in text.lower() or "no space" in text.lower():
        return "cannot be written: the disk is full, and Chroma needs some room even to read"
    if "readonly database" in text.lower():
        return (
            "cannot be written, which Chroma needs even to read; let the user who runs presscite write there"
        )
    return f"cannot be used ({type(error).__name__}: {text}); see what is wrong with: presscite doctor"
