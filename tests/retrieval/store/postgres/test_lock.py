"""The lease of a refresh: whose it is, and when others may take it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreBusyError
from retrieval.postgres import Postgres
from retrieval.store.postgres import lock
from retrieval.store.postgres.lock import StoreLock
from retrieval.store.postgres.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(database_url: str) -> Iterator[Postgres]:
    """A database with the tables of a store."""
    database = Postgres(database_url)
    migrate(database)
    yield database
    database.close()


def _ended() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def _hold(database: Postgres, place: str, process: int) -> None:
    with database.autocommit() as connection:
        connection.exec_driver_sql(
            "INSERT INTO store_lock VALUES (true, %s, clock_timestamp()) "
            "ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, seen = excluded.seen",
            (f"{place} {process} abc",),
        )


def test_the_lease_of_a_process_that_has_ended_is_free_at_once(database: Postgres) -> None:
    """On its own machine, where that can be seen; one that lives keeps it."""
    _hold(database, lock._place(), os.getppid())
    with pytest.raises(StoreBusyError), StoreLock(database).held():
        pass
    _hold(database, lock._place(), _ended())
    with StoreLock(database).held():
        pass


def test_numbers_of_processes_mean_nothing_on_another_machine(
    database: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it has the same name, as machines do that are copies of one another."""
    (tmp_path / "boot_id").write_text("another", "ascii")
    with monkeypatch.context() as there:
        there.setattr(lock, "_BOOT", tmp_path / "boot_id")
        place = lock._place()
    assert place.startswith(f"{platform.node()}/another/")
    _hold(database, place, _ended())
    with pytest.raises(StoreBusyError), StoreLock(database).held():
        pass


def test_a_long_publication_is_not_taken_for_a_dead_one(
    database: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sign of life can be given while it lasts; it counts as busy, and keeps the lease when it is through."""
    monkeypatch.setattr(lock, "LEASE_SECONDS", 2.0)
    monkeypatch.setattr(lock, "_BEAT_SECONDS", 100.0)
    publishing, other = StoreLock(database), StoreLock(database)
    taken, told = threading.Event(), threading.Event()

    def take() -> None:
        with other.held(told.set):
            taken.set()

    waiting = threading.Thread(target=take)
    with publishing.held():
        with database.transaction() as connection:
            publishing.check(connection)
            time.sleep(2.2)
            assert other.busy()
            waiting.start()
            time.sleep(0.3)
            publishing.renew(connection)
        assert told.wait(10)
        assert not taken.is_set()
    waiting.join(10)
    assert taken.is_set()
    assert not other.busy()
