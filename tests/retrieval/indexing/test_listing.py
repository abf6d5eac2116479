"""The listing of sources: what is gone from a source goes, and nothing else does."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from tests.retrieval.small_store import run, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.settings import Settings


def test_articles_of_other_sources_stay(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """Refreshing one folder says nothing about another."""
    other = tmp_path / "other"
    other.mkdir()
    write(other / "x.txt", "Elsewhere", "It stays where it is.")
    run(other, settings)
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == ((), 4)


def test_missing_source_removes_nothing(folder: Path, settings: Settings) -> None:
    """A folder that is not there now (a disk that is not mounted) is an error, not an empty folder."""
    run(folder, settings)
    shutil.rmtree(folder)
    report, _ = run(folder, settings)
    assert report.removed == ()
    assert report.failed[0].origin == str(folder)
    assert report.articles == 3


def test_folder_that_cannot_be_listed_removes_nothing(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in a folder inside the source that cannot be read for now stays in the store."""
    (folder / "inside").mkdir()
    write(folder / "inside" / "x.txt", "Inside", "It stays where it is.")
    run(folder, settings)
    real = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("inside"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == ((), 4)
    assert report.failed[0].origin == str(folder / "inside")
