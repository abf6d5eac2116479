"""Generations of a store in PostgreSQL that are given up, and their rows, deleted a few at a time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from retrieval.errors import StoreError
from retrieval.store.postgres.passage_rows import drop_passages
from retrieval.store.postgres.readers import LEASE_SECONDS
from retrieval.store.postgres.registry import KINDS
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from retrieval.postgres import Postgres
    from retrieval.store.chroma_server import ChromaServer
    from retrieval.store.postgres.lock import StoreLock

_AT_ONCE = 500  # rows


class PostgresRetention:
    """Keeps some generations and removes the others; call it with the store locked.

    Args:
        database: The database.
        server: Holds the vectors.
        lock: Held by whoever writes.
    """

    def __init__(self, database: Postgres, server: ChromaServer, lock: StoreLock) -> None:
        self._database = database
        self._server = server
        self._lock = lock

    def before(self) -> list[str]:
        """Names of the generations that were published before the one that is now, the latest first."""
        return [str(name) for name in self._scalars(_BEFORE)]

    def clear(self, kept: int) -> None:
        """Remove what is neither published, nor one of so many before it, nor being read."""
        self.undo_later()
        for number in self._scalars(_OLDER, (kept,)):
            self._give_up(int(number), "removed")
        self._purge()
        self._drop_collections()

    def undo_later(self) -> bool:
        """Take back what was staged and never published, and what was rolled back.

        Returns:
            Whether all of it is gone; what was rolled back may be read for a while.
        """
        for number in self._scalars(_LATER):
            if not self._give_up(int(number), "staged"):
                return False
            self._undo(int(number))
        return True

    def leftovers(self) -> list[str]:
        """Names of generations that were never published, or that somebody began to take back."""
        return [str(name) for name in self._scalars(_LEFT_OVER)]

    def rolled_back(self) -> list[str]:
        """Names of generations that were published after the one that is now."""
        return [str(name) for name in self._scalars(_ROLLED_BACK)]

    def collections(self) -> list[str]:
        """What the collections are named after that some generation needs."""
        return [str(name) for name in self._scalars(_COLLECTIONS)]

    def _scalars(self, query: str, values: tuple[object, ...] = ()) -> Sequence[Any]:
        with store_errors(), self._database.autocommit() as connection:
            return connection.exec_driver_sql(query, values).scalars().all()

    def _give_up(self, number: int, state: str) -> bool:
        """Let nobody begin to read a generation; whether nobody reads it."""
        with store_errors(), self._database.transaction() as connection:
            self._lock.check(connection)
            connection.exec_driver_sql(
                "SELECT 1 FROM store_generations WHERE number = %s FOR UPDATE", (number,)
            )
            connection.exec_driver_sql(_FORGET_DEAD, (LEASE_SECONDS,))
            return bool(connection.exec_driver_sql(_GIVE_UP, (state, number, number)).rowcount)

    def _undo(self, number: int) -> None:
        """Take back a generation that nobody can read: what came with it goes, and what died in it lives on."""
        while rows := self._rows(_CAME, (number, _AT_ONCE)):
            self._delete(rows)
        with store_errors(), self._database.transaction() as connection:
            # Whoever still writes for it has lost the lock without noticing: from here on, its rows are refused.
            connection.exec_driver_sql(
                "SELECT 1 FROM store_generations WHERE number = %s FOR UPDATE", (number,)
            )
            late = connection.exec_driver_sql(_CAME_ROWS, (number,)).scalars().all()
            drop_passages(connection, list(late))
            for kind in ("items", "articles", "earlier_texts", "terms"):
                connection.exec_driver_sql(f"DELETE FROM store_{kind} WHERE born = %s", (number,))  # noqa: S608 - ours
            for kind in (*KINDS, "terms"):
                connection.exec_driver_sql(_REVIVE.format(kind), (number,))
            connection.exec_driver_sql("DELETE FROM store_generations WHERE number = %s", (number,))

    def _purge(self) -> None:
        """Delete the rows that died before every generation that is left."""
        while rows := self._rows(_DEAD, (_AT_ONCE,)):
            self._delete(rows)
        for kind, key in (("items", "row"), ("articles", "row"), ("earlier_texts", "row"), ("terms", "ctid")):
            while self._deleted(kind, key):
                pass

    def _deleted(self, kind: str, key: str) -> int:
        with store_errors(), self._database.autocommit() as connection:
            return connection.exec_driver_sql(_DELETE_DEAD.format(kind, key), (_AT_ONCE * 10,)).rowcount

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[int, str, str]]:
        with store_errors(), self._database.autocommit() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]

    def _delete(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Delete passages, given by row, record and collection; first the records that no other row has."""
        numbers = [row for row, _, _ in rows]
        with store_errors(), self._database.transaction() as connection:
            # Else another refresh might just write a row for a record that goes.
            self._lock.check(connection)
            shared = _shared(connection, rows)
            for collection in {collection for _, _, collection in rows}:
                unshared = [
                    record for _, record, of in rows if of == collection and (record, of) not in shared
                ]
                self._forget(collection, unshared)
            drop_passages(connection, numbers)

    def _forget(self, collection: str, records: Sequence[str]) -> None:
        if not records:
            return
        # One that is gone already has no records; one that is not reached keeps some that nobody will meet.
        with suppress(StoreError):
            self._server.open(collection).remove(records)

    def _drop_collections(self) -> None:
        with suppress(StoreError):
            self._server.clear(keep=self.collections)


def _shared(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> set[tuple[str, str]]:
    """Records that rows beside these have too, each with its collection."""
    values = ([record for _, record, _ in rows], [row for row, _, _ in rows])
    return {(str(record), str(of)) for record, of in connection.exec_driver_sql(_SHARED, values)}


_POINTER = "(SELECT coalesce(max(generation), 0) FROM store_pointer)"
_BEFORE = f"SELECT name FROM store_generations WHERE state = 'published' AND number < {_POINTER} ORDER BY number DESC"  # noqa: S608 - constants, as below
_OLDER = (
    f"SELECT number FROM store_generations WHERE state = 'published' AND number < {_POINTER} "  # noqa: S608
    "ORDER BY number DESC OFFSET %s"
)
_LATER = f"SELECT number FROM store_generations WHERE number > {_POINTER} ORDER BY number DESC"  # noqa: S608
_LATER_NAMES = (
    f"SELECT name FROM store_generations WHERE number > {_POINTER} AND state {{}} 'published' ORDER BY number"  # noqa: S608
)
_LEFT_OVER, _ROLLED_BACK = _LATER_NAMES.format("<>"), _LATER_NAMES.format("=")
_FORGET_DEAD = "DELETE FROM store_readers WHERE seen < clock_timestamp() - %s * interval '1 second'"
_GIVE_UP = (
    "UPDATE store_generations SET state = %s WHERE number = %s "
    "AND NOT EXISTS (SELECT FROM store_readers WHERE generation = %s)"
)
_PASSAGE = (
    "SELECT p.row, p.record, g.collection FROM store_passages p JOIN store_generations g ON g.number = p.born"
)
_CAME = f"{_PASSAGE} WHERE p.born = %s LIMIT %s"
_CAME_ROWS = "SELECT row FROM store_passages WHERE born = %s"
_REVIVE = "UPDATE store_{0} SET died = 9223372036854775807 WHERE died = %s"
# The published generation is among those that are left, so that nothing living is dead.
_HORIZON = "(SELECT coalesce(min(number), 0) FROM store_generations WHERE state = 'published')"
_DEAD = f"{_PASSAGE} WHERE p.died <= {_HORIZON} LIMIT %s"
_DELETE_DEAD = f"DELETE FROM store_{{0}} WHERE {{1}} IN (SELECT {{1}} FROM store_{{0}} WHERE died <= {_HORIZON} LIMIT %s)"  # fmt: skip  # noqa: E501, S608
_COLLECTIONS = "SELECT DISTINCT collection FROM store_generations WHERE state IN ('published', 'staged')"
_SHARED = (
    "SELECT p.record, g.collection FROM store_passages p JOIN store_generations g ON g.number = p.born "
    "WHERE p.record = ANY(%s) AND p.row <> ALL(%s)"
)
