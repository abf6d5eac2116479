"""Who is reading a generation: shared locks that the system itself lets go when a process dies."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.store.manifest import MANIFEST

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Lease:
    """Keeps a generation's folder from being removed while it is read.

    It is a shared lock on the manifest, which every published generation has and nothing writes to any more: any
    number of readers hold it, and whoever clears old generations away needs it alone.  The system gives it up when
    the process ends, however it ends.

    Args:
        folder: The generation's folder.

    Raises:
        FileNotFoundError: The folder is gone, or is being removed at this moment.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / MANIFEST
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            # Removed between opening and locking, the lock is on a file that nobody can find any more.
            held = _locked(self._handle, alone=False) and os.path.samestat(
                os.fstat(self._handle), path.stat()
            )
        except BaseException:
            os.close(self._handle)
            raise
        if not held:
            os.close(self._handle)
            raise FileNotFoundError(f"{folder} is being removed")

    def release(self) -> None:
        """Let the folder be removed."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


@contextmanager
def unread(folder: Path) -> Iterator[bool]:
    """Whether nobody reads a generation; while the block runs, nobody can begin to."""
    try:
        handle = os.open(folder / MANIFEST, os.O_RDWR)
    except OSError:
        yield True  # never published, so nobody can have found it
        return
    try:
        yield _locked(handle, alone=True)
    finally:
        os.close(handle)


def _locked(handle: int, *, alone: bool) -> bool:
    if sys.platform == "win32":
        return True  # a folder whose files are open cannot be removed there anyway
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: readers there fall back on opening the newer generation
    return True
