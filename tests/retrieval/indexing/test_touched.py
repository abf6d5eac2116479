"""Touched items: what only looks new costs one reading and makes no generation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.files import FileItem
from retrieval.indexing.journals import journal_of
from retrieval.store.engine import store_engine
from tests.retrieval.small_store import all_places, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.settings import Settings


@all_places
def test_touched_file_is_unchanged(folder: Path, settings: Settings) -> None:
    """A new time stamp alone is no change, and is remembered."""
    run(folder, settings)
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    report, embedded = run(folder, settings)
    assert not report.changed
    assert embedded == []


@all_places
def test_touched_file_makes_no_generation_and_is_read_once(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new time stamp costs one reading; the generation that comes next for another reason learns of it."""
    run(folder, settings)
    before = published(settings)
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    read: list[str] = []
    real = FileItem.read

    def noting(item: FileItem) -> object:
        read.append(item.path)
        return real(item)

    monkeypatch.setattr(FileItem, "read", noting)
    for _ in range(3):
        run(folder, settings)
    assert read == [str(folder / "0.txt")]
    assert published(settings) == before
    write(folder / "9.txt", "New", "Something changed.")
    run(folder, settings)
    journal_of(store_engine(settings)).fill((), {})
    run(folder, settings)
    assert read == [str(folder / "0.txt"), str(folder / "9.txt")]
