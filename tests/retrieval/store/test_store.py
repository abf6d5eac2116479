"""The store: readers see one generation at a time, whole, and follow to the next by themselves."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store import store as store_module
from retrieval.store.lease import unread
from retrieval.store.snapshot import Snapshot
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import DIMENSION
from tests.retrieval.small_store import all_places, generations, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


@all_places
def test_reader_follows_to_the_next_generation(folder: Path, settings: Settings) -> None:
    """A reader that is open meanwhile keeps what it has; the next one sees what is new."""
    run(folder, settings)
    store = Store.from_settings(settings)
    with store.reading() as before:
        write(folder / "3.txt", "Article 3", "Something new.")
        run(folder, settings)
        with store.reading() as after:
            assert after.catalogue.counts() == (4, 4)
            assert len(after.vectors) == 4
        assert before.catalogue.counts() == (3, 3)
        assert len(before.vectors) == 3
    store.close()


@all_places
def test_retired_generation_is_closed_behind_its_last_reader(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files and memory are given up soon after the last question that needs it ends, and only once."""
    run(folder, settings)
    closed: list[str] = []
    real = Snapshot.close

    def close(snapshot: Snapshot) -> None:
        closed.append(snapshot.name)
        real(snapshot)

    monkeypatch.setattr(Snapshot, "close", close)
    store = Store.from_settings(settings)
    with store.reading() as before, store.reading():
        write(folder / "3.txt", "Article 3", "Something new.")
        run(folder, settings)
        with store.reading():
            pass
        assert closed == []
    store.follow()
    assert closed == [before.name]
    store.follow()
    assert closed == [before.name]
    store.close()
    assert len(closed) == 2


@pytest.mark.timeout(30)
def test_reader_that_python_ends_waits_for_nothing(folder: Path, settings: Settings) -> None:
    """A reader may be garbage that is collected while its thread holds the lock of the store."""
    run(folder, settings)
    store = Store.from_settings(settings)
    reading = store.reading()
    reading.__enter__()
    with store._lock:
        del reading
    store.close()
    with unread(published(settings)) as free:
        assert free


@all_places
def test_no_store_yet_says_what_to_do(settings: Settings) -> None:
    """Asking before the first refresh names the command."""
    with (
        pytest.raises(EmptyStoreError, match="presscite refresh"),
        Store.from_settings(settings).reading(),
    ):
        pass


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("chroma/chroma.sqlite3", "not a database", "cannot be used"),
        ("manifest.json", "{", "damaged"),
        ("manifest.json", '{"format": 99}', "format 99"),
        (
            "manifest.json",
            '{"format": 2, "model": "multilingual-e5-small", "dimension": 8, "passage_chars": 200, "made": ""}',
            "format 2",
        ),
    ],
)
def test_store_that_cannot_be_opened_says_what_to_do(
    folder: Path, settings: Settings, file: str, content: str, named: str
) -> None:
    """A database that was overwritten, a damaged manifest, a later and an older format: named with the way out."""
    run(folder, settings)
    (published(settings) / file).write_text(content, "utf-8")
    with (
        pytest.raises(StoreError, match=rf"{named}.*presscite (doctor|refresh)"),
        Store.from_settings(settings).reading(),
    ):
        pass


@all_places
def test_question_in_flight_keeps_its_generation(folder: Path, settings: Settings) -> None:
    """However many newer ones are published, what is being read is there to its end, and removed then."""
    run(folder, settings)
    store = Store.from_settings(settings)
    with store.reading() as before:
        for count in range(3):
            write(folder / "3.txt", "Article 3", f"Version {count}.")
            run(folder, settings)
        # One between may be there too, if the store has gone over to it by itself.
        assert {before.name, store.engine.published()} <= set(generations(settings))
        # Chroma opens its files when the first question comes, which is now.
        vector = np.eye(1, DIMENSION, dtype=np.float32)[0]
        assert len(before.nearest(vector, 9)) == 3
    store.follow()
    run(folder, settings)
    assert before.name not in generations(settings)
    assert len(generations(settings)) == 2  # the published one, and the one before it that is kept
    store.close()


@all_places
def test_idle_store_gives_up_the_old_generation(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any question, the store that is open goes over to the new generation by itself."""
    monkeypatch.setattr(store_module, "_FOLLOW_SECONDS", 0.05)
    run(folder, settings)
    store = Store.from_settings(settings)
    with store.reading() as before:
        pass
    write(folder / "3.txt", "Article 3", "Something new.")
    run(folder, settings)
    deadline = time.monotonic() + 30
    while store._open is before:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    store.close()


def test_follower_ends_with_its_store(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that nobody holds any more leaves no thread behind."""
    monkeypatch.setattr(store_module, "_FOLLOW_SECONDS", 0.05)
    run(folder, settings)
    store = Store.from_settings(settings)
    with store.reading():
        pass
    follower = store._follower
    assert follower is not None
    store.close()
    del store
    gc.collect()
    follower.join(30)
    assert not follower.is_alive()
