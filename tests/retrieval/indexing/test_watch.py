"""Watching: a change of what is read is noticed, anything else is not."""

from __future__ import annotations

import os
import queue
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing import watch as watch_module
from retrieval.indexing.watch import changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LONG = 20.0  # seconds in which a change is surely noticed, on a machine that may be busy
SHORT = 1.0  # seconds in which one that counted would have been, looking as often as here


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "_LOOK_SECONDS", 0.1)


@contextmanager
def watching(sources: Sequence[str | Path], **given: object) -> Iterator[queue.Queue[None]]:
    """What `changes` yields, as a queue."""
    noticed: queue.Queue[None] = queue.Queue()
    stop = threading.Event()

    def watch() -> None:
        for _ in changes(sources, stop=stop, **given):  # type: ignore[arg-type] # passed on as given
            noticed.put(None)

    watcher = threading.Thread(target=watch)
    watcher.start()
    time.sleep(0.5)  # until the system watches
    try:
        yield noticed
    finally:
        stop.set()
        watcher.join(LONG)
        assert not watcher.is_alive()


def nothing(noticed: queue.Queue[None]) -> bool:
    time.sleep(SHORT)
    return noticed.empty()


def test_changes_in_a_folder(tmp_path: Path) -> None:
    """New, changed and removed files count, in folders inside too; hidden ones and the store's own do not."""
    store = tmp_path / "store"
    (tmp_path / "inside").mkdir()
    store.mkdir()
    with watching([tmp_path], but=store) as noticed:
        for act in (
            lambda: (tmp_path / "a.txt").write_text("one"),
            lambda: (tmp_path / "inside" / "b.txt").write_text("two"),
            (tmp_path / "a.txt").unlink,
        ):
            act()
            noticed.get(timeout=LONG)
        time.sleep(SHORT)
        while not noticed.empty():
            noticed.get()
        (tmp_path / ".hidden").write_text("x")
        (store / "current").write_text("x")
        assert nothing(noticed)


def test_changes_of_a_file_and_of_a_folder_that_comes_later(tmp_path: Path) -> None:
    """A file that is replaced counts, and so does a folder that was not there."""
    file, folder = tmp_path / "news.jsonl", tmp_path / "later"
    file.write_text("one")
    with watching([file, folder, "https://news.example/feed"]) as noticed:
        (tmp_path / "new").write_text("other")
        os.replace(tmp_path / "new", file)  # noqa: PTH105 - as editors do
        noticed.get(timeout=LONG)
        folder.mkdir()
        noticed.get(timeout=LONG)
        time.sleep(0.5)
        (folder / "x.txt").write_text("x")
        noticed.get(timeout=LONG)


def test_the_clock(tmp_path: Path) -> None:
    """What cannot be watched is noticed by the clock."""
    with watching([tmp_path], every=0.1) as noticed:
        noticed.get(timeout=LONG)
        noticed.get(timeout=LONG)


def test_what_changes_while_the_first_reading_runs_is_noticed(tmp_path: Path) -> None:
    """The sources are watched before whoever reads them first has begun."""
    stop = threading.Event()
    upcoming = changes([tmp_path], stop=stop, at_once=True)
    next(upcoming)
    (tmp_path / "during.txt").write_text("It came while the others were read.", encoding="utf-8")
    noticed = threading.Thread(target=next, args=(upcoming,))
    noticed.start()
    noticed.join(LONG)
    assert not noticed.is_alive()
    stop.set()
