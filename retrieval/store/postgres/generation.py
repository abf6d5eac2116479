"""A generation in PostgreSQL, open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.postgres.catalogue import PostgresCatalogue
from retrieval.store.postgres.postings import PostgresPostings
from retrieval.store.postgres.record_vectors import RecordVectors
from retrieval.store.postgres.sentences import PostgresSentences
from retrieval.store.postgres.tables import PostgresTables

if TYPE_CHECKING:
    from retrieval.postgres import Postgres
    from retrieval.store.chroma_server import ChromaServer
    from retrieval.store.manifest import Manifest
    from retrieval.store.postgres.readers import ReaderLease
    from retrieval.store.postgres.registry import Generation


class PostgresGeneration:
    """A generation in PostgreSQL, open for reading; see `OpenGeneration`.

    Args:
        database: The database.
        server: Holds the vectors.
        generation: Which one it is.
        manifest: What it says of itself.
        reader: The lease on it.

    Attributes:
        place: Which one it is, for messages.
        manifest: What it says of itself.
        tables: Its tables.
        catalogue: Its articles and passages.
        postings: Which of its passages hold which terms.
        sentences: The vectors of their sentences.
    """

    def __init__(
        self,
        database: Postgres,
        server: ChromaServer,
        generation: Generation,
        manifest: Manifest,
        reader: ReaderLease,
    ) -> None:
        self.place = f"the generation {generation.name} in {database.place}"
        self.manifest = manifest
        self.tables = PostgresTables(database, generation.number)
        self.catalogue = PostgresCatalogue(self.tables)
        self.postings = PostgresPostings(
            self.tables, self.catalogue, manifest.analysis, generation.passages, generation.tokens
        )
        self.sentences = PostgresSentences(self.tables)
        self._server = server
        self._collection = generation.collection
        self._reader = reader
        self._vectors: RecordVectors | None = None

    @property
    def vectors(self) -> RecordVectors:
        """The vectors of its passages."""
        if self._vectors is None:
            self._vectors = RecordVectors(self._server.open(self._collection), self.tables, self.catalogue)
        return self._vectors

    def is_altered(self) -> bool:
        """Whether the lease on it was lost, so that rows of it may be gone."""
        return self._reader.lost

    def close(self) -> None:
        """Let it be removed."""
        self._reader.release()
