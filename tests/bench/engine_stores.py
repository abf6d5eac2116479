"""The stores that engines are compared over: embedded, and in PostgreSQL with a Chroma server."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import psutil

from retrieval.settings import Settings
from retrieval.store.postgres.engine import PostgresEngine, postgres_engine
from tests.bench.grown_stores import GrownStores
from tests.chroma_process import chroma_process
from tests.postgres_process import PostgresProcess, own_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

_MOST_MEMORY = "shared_buffers=512MB"  # the tests' own setting is for small stores


class StorePair(NamedTuple):
    """The same articles in both engines."""

    embedded: Settings
    postgres: Settings

    def by_engine(self, reader: str | None = None) -> Iterator[tuple[str, Settings]]:
        """The names of the engines with their settings, these with another reader where one is given."""
        for name, settings in zip(self._fields, self, strict=True):
            yield name, settings.model_copy(update={"reader": reader}) if reader else settings

    @property
    def engine(self) -> PostgresEngine:
        """That of the store in PostgreSQL."""
        return postgres_engine(str(self.postgres.database_address), str(self.postgres.chroma_address))


class EngineStores:
    """Stores of several sizes in both engines, with the servers that they need; all is kept in a folder.

    Args:
        folder: The folder.
        servers: Ends the servers.
        real: So many real passages are embedded; all where left out.

    Attributes:
        folder: The same.
        embeddings: What embeds questions, and passages of further refreshes.
    """

    def __init__(self, folder: Path, servers: ExitStack, real: int | None = None) -> None:
        self.folder = folder
        self._servers = servers
        self._stores = GrownStores(folder)
        self.embeddings = self._stores.embeddings(real)

    @cached_property
    def postgres(self) -> PostgresProcess:
        """The PostgreSQL server, started when it is first needed."""
        kept = self.folder / "postgres"
        return self._servers.enter_context(PostgresProcess(durable=True, kept=kept, settings=[_MOST_MEMORY]))

    @property
    def chroma(self) -> psutil.Process:
        """The Chroma server, started when it is first needed."""
        return self._chroma[1]

    @cached_property
    def _chroma(self) -> tuple[str, psutil.Process]:
        others = {process.pid for process in psutil.Process().children()}
        url = self._servers.enter_context(chroma_process(self.chroma_folder))
        (started,) = (p for p in psutil.Process().children() if p.pid not in others)
        return url, started

    @property
    def chroma_folder(self) -> Path:
        """Where the Chroma server keeps its data."""
        return self.folder / "chroma"

    def build(self, size: int, engine: str) -> float:
        """Bring a store to so many passages, unless it has been; seconds that took."""
        name = f"{_name(size)}-{engine}"
        return self._stores.grow(self._settings(size, engine), size, self.embeddings, name)

    def pair(self, size: int) -> StorePair:
        """Both stores of so many passages, which have been built."""
        pair = StorePair(*(self._settings(size, engine) for engine in StorePair._fields))
        with pair.engine.database.autocommit() as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")  # which autovacuum does sooner or later
        return pair

    def _settings(self, size: int, engine: str) -> Settings:
        home = self.folder / _name(size)
        if engine == "embedded":
            return Settings(home=home)
        return Settings(home=home, database_url=self._schema(_name(size)), chroma_url=self._chroma[0])

    def _schema(self, name: str) -> str:
        import psycopg

        with psycopg.connect(self.postgres.address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"'.encode())
        return own_schema(self.postgres.address, name)


def _name(size: int) -> str:
    return f"passages_{size}"
