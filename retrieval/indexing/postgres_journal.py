"""The journal of a store in PostgreSQL."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from retrieval.errors import DatabaseError
from retrieval.indexing.journal import JournalError, SourceState, Touched
from retrieval.indexing.report import Failure
from retrieval.store.postgres.tables import plain, store_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from retrieval.postgres import Postgres


class PostgresJournal:
    """The journal of a store in PostgreSQL; see `Journal`.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database

    def sources(self) -> dict[str, SourceState]:
        """How each source fared, by name."""
        return {
            name: SourceState(
                name=name,
                tried=tried.astimezone(UTC),
                refreshed=refreshed.astimezone(UTC) if refreshed else None,
                failed=tuple(Failure(**failure) for failure in failed),
                error=error,
            )
            for name, tried, refreshed, failed, error in self._rows("store_sources", _SOURCES)
        }

    def touched(self) -> dict[str, Touched]:
        """Items that look new and hold what they held, by origin."""
        found = self._rows("store_touched", "SELECT origin, fingerprint, same_as FROM store_touched")
        return {origin: Touched(fingerprint, same_as) for origin, fingerprint, same_as in found}

    def note_touched(self, touched: Mapping[str, Touched], over: Iterable[str]) -> None:
        """Add touched items, and forget those whose time is over."""
        with self._writing() as connection:
            connection.exec_driver_sql(
                "DELETE FROM store_touched WHERE origin = ANY(%s)", ([*map(plain, over)],)
            )
            for origin, states in touched.items():
                connection.exec_driver_sql(_TOUCH, (plain(origin), *states))

    def note_refreshed(self, failed: Mapping[str, Sequence[Failure]]) -> None:
        """Note that a refresh went through, with what failed of each of its sources."""
        with self._writing() as connection:
            for name, failures in failed.items():
                listed = _listed(failures)
                connection.exec_driver_sql(_REFRESHED, (plain(name), listed))

    def fill(self, sources: Iterable[SourceState], touched: Mapping[str, Touched]) -> None:
        """Note what another journal says, in the place of what this one does."""
        with self._writing() as connection:
            connection.exec_driver_sql("TRUNCATE store_sources, store_touched")
            for state in sources:
                listed = _listed(state.failed)
                values = (plain(state.name), state.tried, state.refreshed, listed, plain(state.error))
                connection.exec_driver_sql("INSERT INTO store_sources VALUES (%s, %s, %s, %s, %s)", values)
        self.note_touched(touched, over=())

    def note_error(self, names: Iterable[str], error: str) -> None:
        """Note that a refresh of these sources did not go through."""
        with self._writing() as connection:
            for name in names:
                connection.exec_driver_sql(_FAILED, (plain(name), plain(error)))

    def _rows(self, table: str, query: str) -> list[Any]:
        with store_errors(), self._database.autocommit() as connection:
            if connection.exec_driver_sql("SELECT to_regclass(%s)", (table,)).scalar() is None:
                return []  # not there yet
            return list(connection.exec_driver_sql(query))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._database.transaction() as connection:
                yield connection
        except DatabaseError as error:
            raise JournalError(str(error)) from error


def _listed(failures: Sequence[Failure]) -> str:
    """Failures as JSON that the database takes."""
    return json.dumps(
        [{name: plain(value) for name, value in asdict(failure).items()} for failure in failures]
    )


_SOURCES = "SELECT name, tried, refreshed, failed, error FROM store_sources ORDER BY name"
_TOUCH = (
    "INSERT INTO store_touched VALUES (%s, %s, %s) "
    "ON CONFLICT (origin) DO UPDATE SET fingerprint = excluded.fingerprint, same_as = excluded.same_as"
)
_REFRESHED = (
    "INSERT INTO store_sources VALUES (%s, date_trunc('second', now()), date_trunc('second', now()), %s, NULL) "
    "ON CONFLICT (name) DO UPDATE SET tried = excluded.tried, refreshed = excluded.refreshed, "
    "failed = excluded.failed, error = NULL"
)
_FAILED = (
    "INSERT INTO store_sources VALUES (%s, date_trunc('second', now()), NULL, '[]', %s) "
    "ON CONFLICT (name) DO UPDATE SET tried = excluded.tried, error = excluded.error"
)
