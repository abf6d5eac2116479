"""One pace a host over all machines that share a database: whoever fetches reserves a host before asking it."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import DatabaseUnreachableError
from retrieval.store.folder_engine import FolderEngine

if TYPE_CHECKING:
    from retrieval.postgres import Postgres
    from retrieval.store.port.engine import StoreEngine

_LONGEST_SLEEP = 1.0  # seconds; the host may be free sooner than it was said to be
_SPARE_SECONDS = 10.0
_LOCK = 7_231_114_605_002_775  # of PostgreSQL's advisory locks; whoever makes the table holds it


class SharedPace:
    """The `corpus.web.pace.Pace` of processes that share a database.

    Args:
        database: The database.
        longest: Seconds that a request takes at most; one that ended without a word frees its host soon after that.
    """

    def __init__(self, database: Postgres, longest: float) -> None:
        self._database = database
        self._longest = longest + _SPARE_SECONDS
        self._is_made = False

    def wait(self, host: str) -> None:
        """Reserve the host, once nobody else has it and its pause is over.

        Raises:
            DatabaseError: The database is not reached.
        """
        while (left := self._reserved(host)) > 0:
            time.sleep(min(left, _LONGEST_SLEEP))

    def rest(self, host: str, seconds: float) -> None:
        """Give the host free after so long."""
        # Where that cannot be said, the reservation ends by itself.
        with suppress(DatabaseUnreachableError), self._database.autocommit() as connection:
            connection.exec_driver_sql(_REST, (seconds, host))

    def _reserved(self, host: str) -> float:
        """Reserve the host; returns for how many seconds it is not to be had."""
        self._make()
        with self._database.autocommit() as connection:
            if connection.exec_driver_sql(_RESERVE, (host, self._longest)).first() is not None:
                return 0.0
            return max(0.01, float(connection.exec_driver_sql(_LEFT, (host,)).scalar() or 0.0))

    def _make(self) -> None:
        if self._is_made:
            return
        with self._database.transaction() as connection:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            connection.exec_driver_sql(_TABLE)
        self._is_made = True


def pace_of(engine: StoreEngine, longest: float) -> SharedPace | None:
    """The pace of all who refresh a store; `None` where only this machine does.

    Args:
        engine: Keeps the store.
        longest: Seconds that a request takes at most.
    """
    if isinstance(engine, FolderEngine):
        return None
    from retrieval.store.postgres.engine import PostgresEngine

    assert isinstance(engine, PostgresEngine)  # noqa: S101 - there is no third
    return SharedPace(engine.database, longest)


_TABLE = "CREATE TABLE IF NOT EXISTS fetched_hosts (host text PRIMARY KEY, free_at timestamptz NOT NULL)"
_RESERVE = (
    "INSERT INTO fetched_hosts AS known VALUES (%s, clock_timestamp() + %s * interval '1 second') "
    "ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at WHERE known.free_at <= clock_timestamp() "
    "RETURNING host"
)
_LEFT = "SELECT extract(epoch FROM free_at - clock_timestamp()) FROM fetched_hosts WHERE host = %s"
_REST = "UPDATE fetched_hosts SET free_at = clock_timestamp() + %s * interval '1 second' WHERE host = %s"
