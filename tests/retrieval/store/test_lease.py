"""The lease: what is read is not removed, and what is being removed is not read."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.store import lease
from retrieval.store.lease import Lease, unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a folder whose files are open cannot be removed there"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A generation as the lease sees it."""
    folder = tmp_path / "generation"
    _make(folder)
    return folder


def _make(folder: Path) -> None:
    folder.mkdir()
    (folder / "manifest.json").write_text("{}", "utf-8")


def test_generation_is_not_free_while_it_is_read(folder: Path) -> None:
    """By any number of readers, each until it lets go, and letting go twice does no harm."""
    first, second = Lease(folder), Lease(folder)
    first.release()
    first.release()
    with unread(folder) as free:
        assert not free
    second.release()
    with unread(folder) as free:
        assert free


def test_generation_that_is_being_removed_cannot_be_read(folder: Path) -> None:
    """While it is looked at for removal nobody can begin to read it; afterwards, if it is still there, one can."""
    with unread(folder) as free:
        assert free
        with pytest.raises(FileNotFoundError, match="being removed"):
            Lease(folder)
    Lease(folder).release()


def test_generation_that_was_never_published_is_free(tmp_path: Path) -> None:
    """A folder without a manifest is the remains of a killed refresh, and one that is not there cannot be read."""
    with unread(tmp_path) as free:
        assert free
    with pytest.raises(FileNotFoundError):
        Lease(tmp_path / "nowhere")


def _removed(folder: Path) -> None:
    shutil.rmtree(folder)


def _replaced(folder: Path) -> None:
    folder.rename(folder.with_name("old"))
    _make(folder)


@pytest.mark.parametrize("change", [_removed, _replaced])
def test_file_that_is_another_when_it_is_locked_is_no_lease(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    """Between opening and locking the generation may be removed, and another may take its place: a lock on a file that
    nobody can find any more keeps nothing."""
    real = lease._locked

    def late(handle: int, *, alone: bool) -> bool:
        change(folder)
        return real(handle, alone=alone)

    monkeypatch.setattr(lease, "_locked", late)
    with pytest.raises(FileNotFoundError):
        Lease(folder)


def test_file_system_without_locks_is_read_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where locks are not to be had, readers are not refused."""

    def refuse(*_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("retrieval.store.lease.fcntl.flock", refuse)
    Lease(folder).release()
