"""A store in PostgreSQL, with its vectors in a Chroma server."""

from __future__ import annotations

import os
import time
import weakref
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from retrieval.errors import StoreBusyError
from retrieval.postgres import Postgres
from retrieval.store.chroma_server import ChromaServer
from retrieval.store.manifest import SERVER, Manifest
from retrieval.store.passage_embedder import PassageEmbedder
from retrieval.store.postgres.generation import PostgresGeneration
from retrieval.store.postgres.hold import PostgresHold
from retrieval.store.postgres.lock import StoreLock
from retrieval.store.postgres.orphans import Orphans
from retrieval.store.postgres.readers import Readers
from retrieval.store.postgres.registry import Generation, Registry
from retrieval.store.postgres.retention import PostgresRetention
from retrieval.store.postgres.schema import migrate
from retrieval.store.postgres.stage import PostgresStage
from retrieval.store.postgres.tables import PostgresTables, store_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.postgres.embedding_task import EmbeddingTask

_PATIENCE_SECONDS = 60.0  # for readers of what was rolled back
_LOOK_SECONDS = 0.5


class PostgresEngine:
    """A store in PostgreSQL; see `StoreEngine`.

    Args:
        database: The database.
        chroma_url: The Chroma server that holds the vectors.

    Attributes:
        database: The same.
        server: The collections of the store in the Chroma server.
        registry: Knows the generations.
        retention: Removes them.
        lock: Held by whoever writes.
        orphans: Finds records in the server that are nobody's.
        hold: Whether refreshes by the clock are held.
    """

    def __init__(self, database: Postgres, chroma_url: str) -> None:
        self.database = database
        self.server = ChromaServer(chroma_url, NameColumn(database))
        self.lock = StoreLock(database)
        self.registry = Registry(database, self.lock)
        self.retention = PostgresRetention(database, self.server, self.lock)
        self.orphans = Orphans(database, self.server, self.retention)
        self.hold = PostgresHold(database)
        self._readers = Readers(database)

    @property
    def place(self) -> str:
        """The database, without name and password."""
        return self.database.place

    @property
    def kept(self) -> str:
        """Vectors are in a Chroma server."""
        return SERVER

    # Reading

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet."""
        return self.registry.published()

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself."""
        return self.registry.manifest(name)

    def opened(self, name: str, *, vectors: bool = True) -> PostgresGeneration:
        """A generation, open for reading; see `StoreEngine`."""
        generation = self.registry.find(name)
        reader = self._readers.enter(generation.number)
        try:
            manifest = self.registry.manifest(name)
            manifest.check_format(self.place)
            opened = PostgresGeneration(self.database, self.server, generation, manifest, reader)
            if vectors:
                _ = opened.vectors
        except BaseException:
            reader.release()
            raise
        return opened

    def tables(self, name: str) -> PostgresTables:
        """The tables of a generation that cannot vanish."""
        return PostgresTables(self.database, self.registry.find(name).number)

    def check_intact(self, name: str) -> None:
        """Nothing shows at a glance: PostgreSQL checks its own pages."""

    # Writing

    @contextmanager
    def locked(self, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the store for writing; see `StoreEngine`."""
        with store_errors():
            migrate(self.database)
        with self.lock.held(waiting):
            yield

    def busy(self) -> bool:
        """Whether a refresh is running."""
        return self.lock.busy()

    def stage(self, base: str | None, earlier_texts: int = 0) -> PostgresStage:
        """The next generation; see `StoreEngine`."""
        self._undo_later()
        published = self.published()
        start = self.registry.find(published) if published and base else None
        generation = self.registry.stage(start)
        staged = PostgresStage(
            self.database,
            self.server,
            self.registry,
            self.retention,
            generation=generation,
            base=start,
            earlier_texts=earlier_texts,
        )
        if start is None:
            self.registry.do_without_all(generation)
        return staged

    def embed(self, task: EmbeddingTask, embeddings: SentenceTransformerEmbeddings) -> None:
        """Do a part of the work of a refresh that another process has begun.

        Args:
            task: The part.
            embeddings: The model.

        Raises:
            ModelError: The model cannot be loaded, or fails.
            NewerFormatError: The tables are of a newer presscite.
            StoreError: The database or the Chroma server is not reached.
        """
        self.published()  # which says where the tables are of a newer presscite
        staged = PostgresStage(
            self.database,
            self.server,
            self.registry,
            self.retention,
            generation=Generation(task.generation, "", task.collection, 0, 0),
            base=None if task.base is None else Generation(task.base, "", task.collection, 0, 0),
            earlier_texts=0,
        )
        staged.embed(task, PassageEmbedder(embeddings, staged.catalogue, lambda _: None))

    def _undo_later(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self.retention.undo_later():
            if time.monotonic() > deadline:
                raise StoreBusyError("what was rolled back is still being read; run this again in a minute")
            time.sleep(_LOOK_SECONDS)

    def point_to(self, name: str) -> None:
        """Make a generation that was published once the published one; call it with the store locked."""
        self.registry.point_to(name)

    def before(self) -> list[str]:
        """Names of the generations that were published before the one that is now, the latest first."""
        return self.retention.before()

    def clear(self, kept: int) -> None:
        """Remove what is neither published, nor one of so many before it, nor being read."""
        self.retention.clear(kept)

    def close(self) -> None:
        """Let go of the connections; the next use opens new ones."""
        self.database.close()


class NameColumn:
    """The name that a store has in a Chroma server, in the database.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database

    def known(self) -> bool:
        """It has one from the beginning."""
        return True

    def made(self) -> str:
        """Its name."""
        return self._name

    @cached_property
    def _name(self) -> str:
        with store_errors(), self._database.autocommit() as connection:
            return str(connection.exec_driver_sql("SELECT name FROM store_pointer").scalar_one())


@lru_cache(maxsize=16)
def postgres_engine(address: str, chroma_url: str) -> PostgresEngine:
    """The one engine of a database in this process, so that all share its connections."""
    engine = PostgresEngine(Postgres(address), chroma_url)
    _engines.add(engine)
    return engine


_engines: weakref.WeakSet[PostgresEngine] = weakref.WeakSet()


def forget_engines() -> None:
    """Let go of the connections of all engines of this process; who has one can go on with it."""
    for engine in tuple(_engines):
        engine.close()
    postgres_engine.cache_clear()


# A child must not speak on the connections of its parent.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=postgres_engine.cache_clear)
