"""The next generation while it is made, in PostgreSQL."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.postgres.catalogue_writer import PostgresCatalogueWriter
from retrieval.store.postgres.record_vectors import RecordVectors
from retrieval.store.postgres.sentences import PostgresSentences
from retrieval.store.postgres.tables import PostgresTables
from retrieval.store.reusable_vectors import ReusableVectors

if TYPE_CHECKING:
    from retrieval.postgres import Postgres
    from retrieval.store.chroma_server import ChromaServer
    from retrieval.store.manifest import Manifest
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.postgres.registry import Generation, Registry
    from retrieval.store.postgres.retention import PostgresRetention
    from retrieval.store.vector_changes import VectorChanges


class PostgresStage:
    """The next generation in PostgreSQL; see `StagedGeneration`.

    Args:
        database: The database.
        server: Holds the vectors.
        registry: Knows the generations.
        retention: Takes it back where it is thrown away.
        generation: Which one it is.
        base: The published generation, which it starts from; `None` where it starts from nothing.
        earlier_texts: How many texts of an article are kept once it has another one.

    Attributes:
        catalogue: Takes its articles.
    """

    def __init__(
        self,
        database: Postgres,
        server: ChromaServer,
        registry: Registry,
        retention: PostgresRetention,
        *,
        generation: Generation,
        base: Generation | None,
        earlier_texts: int,
    ) -> None:
        self._database = database
        self._server = server
        self._registry = registry
        self._retention = retention
        self._generation = generation
        self._base = base
        self.catalogue = PostgresCatalogueWriter(
            database, generation.number, base.number if base else None, earlier_texts
        )

    def write_vectors(
        self, changes: VectorChanges, embedder: PassageEmbedder, reuse: str | ReusableVectors | None
    ) -> int:
        """Bring its vectors to what the catalogue says; see `StagedGeneration`."""
        tables = PostgresTables(self._database, self._generation.number, staged=True)
        vectors = RecordVectors(self._server.open(self._generation.collection, create=True), tables)
        return embedder.embed_missing(vectors, self._reusable(reuse), frozenset(changes.gone))

    def _reusable(self, name: str | ReusableVectors | None) -> ReusableVectors | None:
        if not isinstance(name, str):
            return name
        try:
            generation, dimension = self._registry.find(name), self._registry.manifest(name).dimension
            tables = PostgresTables(self._database, generation.number)
            vectors = RecordVectors(self._server.open(generation.collection), tables)
        except (StoreError, FileNotFoundError):
            return None  # then everything is embedded anew
        return ReusableVectors(vectors, PostgresSentences(tables), dimension)

    def publish(self, manifest: Manifest) -> None:
        """Make it the published generation, in one transaction."""
        self._registry.publish(self._generation, self._base, manifest)

    def discard(self) -> None:
        """Throw it away, unless it was published after all; what cannot be reached now goes with the next refresh."""
        with suppress(StoreError):
            if self._registry.published() != self._generation.name:
                self._retention.undo_later()
