"""The next generation while it is made, in PostgreSQL."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.postgres.catalogue_writer import PostgresCatalogueWriter
from retrieval.store.postgres.embedding_task import EmbeddingTask, TaskPassages
from retrieval.store.postgres.record_vectors import RecordVectors
from retrieval.store.postgres.sentences import PostgresSentences
from retrieval.store.postgres.shared_embedding import SharedEmbedding
from retrieval.store.postgres.tables import PostgresTables
from retrieval.store.postgres.unembedded import PostgresUnembedded
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
        self._unembedded = PostgresUnembedded(database, generation.number)

    def write_vectors(
        self, changes: VectorChanges, embedder: PassageEmbedder, reuse: str | ReusableVectors | None
    ) -> int:
        """Bring its vectors to what the catalogue says; see `StagedGeneration`."""
        vectors = self._vectors(create=True)
        missing = self.catalogue.count_unembedded()
        # Vectors that are at hand in another store are not to be had elsewhere.
        if reuse is None or isinstance(reuse, str):
            self._share(
                EmbeddingTask(
                    generation=self._generation.number,
                    base=self._base.number if self._base else None,
                    collection=self._generation.collection,
                    reuse=reuse,
                    stale=tuple(changes.gone),
                    ids=(),
                ),
                embedder,
            )
        dimension = embedder.embed_missing(vectors, self._reusable(reuse), frozenset(changes.gone))
        return dimension or (vectors.dimension() if missing else 0)

    def _share(self, shape: EmbeddingTask, embedder: PassageEmbedder) -> None:
        def do(task: EmbeddingTask) -> None:
            self.embed(task, embedder)

        SharedEmbedding(self._database, self._unembedded, embedder, do).run(shape)

    def embed(self, task: EmbeddingTask, embedder: PassageEmbedder) -> None:
        """Write the vectors of some passages, as far as they have none."""
        passages = TaskPassages(self._unembedded, task.ids)
        if len(passages):
            embedder.of(passages).embed_missing(
                self._vectors(), self._reusable(task.reuse), frozenset(task.stale)
            )

    def _vectors(self, *, create: bool = False) -> RecordVectors:
        tables = PostgresTables(self._database, self._generation.number, staged=True)
        return RecordVectors(self._server.open(self._generation.collection, create=create), tables)

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

    def publish(self, manifest: Manifest, *, ends_hold: bool = False) -> None:
        """Make it the published generation, in one transaction; see `StagedGeneration`."""
        self._registry.publish(self._generation, self._base, manifest, ends_hold=ends_hold)

    def discard(self) -> None:
        """Throw it away, unless it was published after all; what cannot be reached now goes with the next refresh."""
        with suppress(StoreError):
            if self._registry.published() != self._generation.name:
                self._retention.undo_later()
