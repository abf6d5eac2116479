"""One pace a host over all machines that share a database."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor

from retrieval.indexing.shared_pace import SharedPace
from retrieval.postgres import Postgres

PAUSE = 0.1


def test_a_host_is_asked_at_one_pace_whoever_asks(database_url: str) -> None:
    """Three processes, each with connections of its own; another host is asked meanwhile."""
    databases = [Postgres(database_url, connections=1) for _ in range(3)]
    paces = [SharedPace(database, 5) for database in databases]
    asked: list[tuple[float, float]] = []

    def ask(number: int) -> None:
        pace = paces[number % 3]
        pace.wait("news.example")
        began = time.monotonic()
        time.sleep(0.02)
        asked.append((began, time.monotonic()))
        pace.rest("news.example", PAUSE)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(ask, range(9)))
    asked.sort()
    pauses = [after[0] - before[1] for before, after in itertools.pairwise(asked)]
    assert len(pauses) == 8
    assert min(pauses) >= PAUSE * 0.9
    paces[1].rest("news.example", 3600)
    began = time.monotonic()
    paces[0].wait("other.example")
    assert time.monotonic() - began < 60  # not for speed: a minute is far from the hour
    for database in databases:
        database.close()


def test_a_host_is_free_again_after_who_had_it_is_gone(database_url: str) -> None:
    """Soon after the longest time that a request takes."""
    database = Postgres(database_url, connections=1)
    gone, other = SharedPace(database, -9.8), SharedPace(database, 5)
    gone.wait("news.example")
    began = time.monotonic()
    other.wait("news.example")
    assert time.monotonic() - began > 0.1
    database.close()
