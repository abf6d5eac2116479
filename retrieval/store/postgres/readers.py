"""Who reads which generation: leases that every process renews, and that count as given up where it does not."""

from __future__ import annotations

import secrets
import threading
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import DatabaseError
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from retrieval.postgres import Postgres

LEASE_SECONDS = 30.0
"""After so long without a sign of life, a reader is taken for dead."""

_BEAT_SECONDS = 5.0

# The row of the generation is locked against whoever removes it.
_ENTER = """
WITH there AS (
    SELECT number FROM store_generations WHERE number = %s AND state = 'published' FOR SHARE
)
INSERT INTO store_readers SELECT %s, number, clock_timestamp() FROM there RETURNING generation
"""
_BEAT = "UPDATE store_readers SET seen = clock_timestamp() WHERE reader = ANY(%s) RETURNING reader"


class ReaderLease:
    """A lease on a generation.

    Attributes:
        lost: Whether the generation may be gone: the database was out of reach for longer than a lease lasts.
    """

    def __init__(self, readers: Readers, key: str) -> None:
        self.lost = False
        self._readers = readers
        self._key = key

    def release(self) -> None:
        """Let the generation be removed."""
        self._readers.leave(self._key)


class Readers:
    """The leases of this process.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database
        self._held: dict[str, ReaderLease] = {}
        self._lock = threading.Lock()
        self._beating = False

    def enter(self, number: int) -> ReaderLease:
        """Keep a generation from being removed.

        Raises:
            FileNotFoundError: It is gone.
            StoreError: The database is not reached.
        """
        key = secrets.token_hex(16)
        with store_errors(), self._database.autocommit() as connection:
            entered = connection.exec_driver_sql(_ENTER, (number, key)).scalar()
        if entered is None:
            raise FileNotFoundError(f"generation {number} is gone")
        reader = ReaderLease(self, key)
        with self._lock:
            self._held[key] = reader
            if not self._beating:
                self._beating = True
                _start_beating(self)
        return reader

    def leave(self, key: str) -> None:
        """Give a lease up; harmless where it was before."""
        with self._lock:
            known = self._held.pop(key, None)
        if known is not None:
            with suppress(DatabaseError), self._database.autocommit() as connection:
                connection.exec_driver_sql("DELETE FROM store_readers WHERE reader = %s", (key,))

    def beat(self) -> None:
        """Renew all leases; what cannot be renewed is lost."""
        with self._lock:
            held = dict(self._held)
        if not held:
            return
        with suppress(DatabaseError), self._database.autocommit() as connection:
            alive = set(connection.exec_driver_sql(_BEAT, ([*held],)).scalars())
            for key in held.keys() - alive:
                held[key].lost = True


def _start_beating(readers: Readers) -> None:
    stop = threading.Event()
    thread = threading.Thread(
        target=_keep_beating, args=(weakref.ref(readers), stop), name="presscite-readers", daemon=True
    )
    weakref.finalize(readers, _end, stop, thread)
    thread.start()


def _keep_beating(reference: weakref.ref[Readers], stop: threading.Event) -> None:
    while not stop.wait(_BEAT_SECONDS):
        readers = reference()
        if readers is None:
            return
        readers.beat()
        del readers


def _end(stop: threading.Event, thread: threading.Thread) -> None:
    stop.set()
    if thread is not threading.current_thread():
        thread.join(timeout=10)
