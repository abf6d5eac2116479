"""The state in PostgreSQL, which bots on several machines share."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from bot.outage import Outage
from bot.state.claim import claim_statement
from bot.state.database import StateError, quoted
from bot.state.migration import VERSIONS, migrate
from retrieval.errors import DatabaseError, DatabaseUnreachableError
from retrieval.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert

_CONNECT_SECONDS = 3  # the event loop waits for it
_REST_SECONDS = 1.0  # after a connection that failed, in which none is tried
_LONGEST_NAME = 63  # bytes, of anything in PostgreSQL
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


class PostgresDatabase:
    """A schema of a PostgreSQL database, with tables in their newest form; each bot has one of its own.

    Args:
        address: `postgresql+psycopg://…`.
        name: Whose tables: the name of the schema, behind that of the schema that the address names, if any.
        versions: The folders of the migrations.

    Attributes:
        claim: See `Database`.

    Raises:
        StateError: It cannot be opened, or belongs to a later version of presscite.
        SettingsError: The address is not understood, or the drivers are not installed.
    """

    def __init__(self, address: str, name: str, versions: Sequence[Path] = VERSIONS) -> None:
        separator = "&" if "?" in address else "?"
        quick = f"{separator}connect_timeout={_CONNECT_SECONDS}"
        # Jobs are returned as whole rows, and a later version may add columns while this one runs.
        self._postgres = Postgres(
            address if "connect_timeout=" in address else address + quick, prepared=False
        )
        self._fault: str | None = None
        self._rests_until = 0.0
        self._outage = Outage()
        try:
            self._schema = self._opened(name, versions)
        except DatabaseError as error:
            self.close()
            raise StateError(f"the state cannot be opened: {error}") from error
        except StateError:
            self.close()
            raise
        self._names = {"schema_translate_map": {None: self._schema}}
        # SQLAlchemy takes a word behind a colon for a value.
        inbox = f"{quoted(self._schema)}.inbox".replace(":", "\\:")
        self.claim = claim_statement(inbox, "FOR UPDATE OF job SKIP LOCKED")

    def _opened(self, name: str, versions: Sequence[Path]) -> str:
        """Bring the tables to their newest form, while no other instance does; returns their schema."""
        with self._postgres.transaction() as connection:
            connection.execute(_LOCK, {"name": f"presscite migrations {name}"})
            within = connection.exec_driver_sql("SELECT current_schema()").scalar()
            schema = name if within in {None, "public"} else f"{within}_{name}"
            if len(schema.encode()) > _LONGEST_NAME:
                raise StateError(
                    f"the schema {schema} has a name of more than {_LONGEST_NAME} bytes, which PostgreSQL would cut: "
                    "choose a shorter search path"
                )
            written = quoted(schema).replace("%", "%%")  # the driver looks for values
            known = text("SELECT 1 FROM pg_namespace WHERE nspname = :schema")
            if not connection.execute(known, {"schema": schema}).first():
                connection.exec_driver_sql(f"CREATE SCHEMA {written}")
            connection.exec_driver_sql(f"SET LOCAL search_path TO {written}")
            migrate(connection, f"schema {schema} of {self._postgres.place}", versions)
        return schema

    @property
    def schema(self) -> str:
        """Where the tables are."""
        return self._schema

    def close(self) -> None:
        """Let go of the connections."""
        self._postgres.close()

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """A connection for statements that each stand alone, which take effect at once."""
        with self._watched(), self._postgres.autocommit() as connection:
            yield connection.execution_options(**self._names)

    @contextmanager
    def transaction(self, alone: str | None = None) -> Iterator[Connection]:
        """One transaction: all of its statements take effect, or none."""
        with self._watched(), self._postgres.transaction() as connection:
            if alone is not None:
                connection.execute(_LOCK, {"name": f"{self._schema} {alone}"})
            yield connection.execution_options(**self._names)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Note how it goes; a server that is not reached is left alone for a moment: the bot waits meanwhile."""
        if time.monotonic() < self._rests_until:
            raise DatabaseUnreachableError(self._fault or "the database is not reached")
        began = time.monotonic()
        try:
            yield
        except DatabaseUnreachableError as error:
            self._fault = str(error)
            self._outage.failed(error)
            if time.monotonic() - began >= _CONNECT_SECONDS:
                self._rests_until = time.monotonic() + _REST_SECONDS
            raise
        self._fault = None
        self._outage.passed()

    def insert(self, table: Table) -> Insert:
        """An INSERT that can say what becomes of a row that is there already."""
        return insert(table).execution_options(preserve_rowcount=True)

    def fault(self) -> str | None:
        """Why the state cannot be used now."""
        return self._fault
