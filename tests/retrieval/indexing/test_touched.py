"""Touched items: what only looks new costs one reading and makes no generation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.files import FileItem
from retrieval.store.files import StoreFiles
from tests.retrieval.small_store import run, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.settings import Settings


def test_touched_file_is_unchanged(folder: Path, settings: Settings) -> None:
    """A new time stamp alone is no change, and is remembered."""
    run(folder, settings)
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    report, embedded = run(folder, settings)
    assert not report.changed
    assert embedded == []


def test_touched_file_makes_no_generation_and_is_read_once(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new time stamp costs one reading; the generation that comes next for another reason learns of it."""
    run(folder, settings)
    before = StoreFiles(settings.home).published()
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
    assert StoreFiles(settings.home).published() == before
    write(folder / "9.txt", "New", "Something changed.")
    run(folder, settings)
    (settings.home / "store" / "journal.db").unlink()
    run(folder, settings)
    assert read == [str(folder / "0.txt"), str(folder / "9.txt")]
