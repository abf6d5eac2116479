"""One refresh at a time over all machines: a lease that its holder renews, and that others may take once it is old.

The lease of a process of the same machine that has ended is taken at once.

An advisory lock of PostgreSQL would go at once with its holder, but belongs to a session, and through a pooler in
transaction mode nobody has one of their own.  Whoever lost the lease without noticing can do no harm: what was staged
is published only by who holds it, and the number of a generation that was cleared away is refused.
"""

from __future__ import annotations

import os
import platform
import secrets
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import DatabaseError, StoreBusyError, StoreError
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from retrieval.postgres import Postgres

LEASE_SECONDS = 10.0
"""After so long without a sign of life, the lease of a refresh is free."""

_BEAT_SECONDS = 2.0
_LOOK_SECONDS = 0.5  # while another one is waited for

_TAKE = """
INSERT INTO store_lock (holder, seen) VALUES (%s, clock_timestamp())
ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, seen = excluded.seen
WHERE store_lock.seen < clock_timestamp() - %s * interval '1 second' RETURNING holder
"""
_RENEW = "UPDATE store_lock SET seen = clock_timestamp() WHERE holder = %s"
_BUSY = """
SELECT EXISTS (SELECT FROM store_lock WHERE seen >= clock_timestamp() - %s * interval '1 second') OR
    (SELECT count(*) FROM store_lock) > (SELECT count(*) FROM (SELECT FROM store_lock FOR UPDATE SKIP LOCKED) AS free)
"""


class StoreLock:
    """The lease of whoever writes to the store.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database
        self._holder: str | None = None

    def busy(self) -> bool:
        """Whether somebody holds it; who publishes gives no sign of life meanwhile."""
        with store_errors(), self._database.autocommit() as connection:
            return bool(connection.exec_driver_sql(_BUSY, (LEASE_SECONDS,)).scalar())

    @contextmanager
    def held(self, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold it while the block runs.

        Args:
            waiting: Called where another one holds it, which is then waited for; without it that is an error.

        Raises:
            StoreBusyError: Another one holds it.
            StoreError: The database is not reached.
        """
        holder = f"{_place()} {os.getpid()} {secrets.token_hex(16)}"
        self._take(holder, waiting)
        self._holder = holder
        stop = threading.Event()
        beat = threading.Thread(target=self._beat, args=(holder, stop), name="presscite-lock", daemon=True)
        beat.start()
        try:
            yield
        finally:
            stop.set()
            beat.join()
            self._holder = None
            with suppress(DatabaseError), self._database.autocommit() as connection:
                connection.exec_driver_sql("DELETE FROM store_lock WHERE holder = %s", (holder,))

    def check(self, connection: Connection) -> None:
        """Make sure within a transaction that it is held, and stays so to its end; see `renew`.

        Raises:
            StoreError: It was lost.
        """
        held = connection.exec_driver_sql(
            "SELECT 1 FROM store_lock WHERE holder = %s FOR UPDATE", (self._holder,)
        ).scalar()
        if held is None:
            raise StoreError(
                "this refresh was out of touch with the database, and another one has begun since; run it again"
            )

    def renew(self, connection: Connection) -> None:
        """Give a sign of life at the end of a transaction that has checked it: while that ran, none could be given."""
        connection.exec_driver_sql(_RENEW, (self._holder,))

    def _take(self, holder: str, waiting: Callable[[], None] | None) -> None:
        announced = False
        while not self._taken(holder):
            if waiting is None:
                raise StoreBusyError(
                    f"another refresh is writing to {self._database.place}; wait for it to end and run this again, or "
                    "let this one wait with --wait"
                )
            if not announced:
                waiting()
                announced = True
            time.sleep(_LOOK_SECONDS)

    def _taken(self, holder: str) -> bool:
        with store_errors(), self._database.autocommit() as connection:
            _free_of_dead(connection)
            return connection.exec_driver_sql(_TAKE, (holder, LEASE_SECONDS)).scalar() is not None

    def _beat(self, holder: str, stop: threading.Event) -> None:
        while not stop.wait(_BEAT_SECONDS):
            with suppress(DatabaseError), self._database.autocommit() as connection:
                connection.exec_driver_sql(_RENEW, (holder,))


_BOOT = Path("/proc/sys/kernel/random/boot_id")


def _place() -> str:
    """Where numbers of processes are our own: which machine this is, since when, and which of its containers.

    Machines may have the same name, and the outermost space of processes has the same number on all.
    """
    try:
        boot, space = _BOOT.read_text("ascii").strip(), Path("/proc/self/ns/pid").readlink().name
    except OSError:
        boot, space = f"{uuid.getnode():x}", ""
    return f"{platform.node()}/{boot}/{space}".replace(" ", "")


def _free_of_dead(connection: Connection) -> None:
    """Take the lease from a process of this machine that has ended without giving it up."""
    held = connection.exec_driver_sql("SELECT holder FROM store_lock").scalar()
    parts = str(held).split(" ")
    if len(parts) == 3 and parts[0] == _place() and not _is_alive(int(parts[1])):
        connection.exec_driver_sql("DELETE FROM store_lock WHERE holder = %s", (held,))


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no asking there without ending it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is somebody else's
    return True
