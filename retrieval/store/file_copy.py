"""Copies of files that a generation takes over from the one before."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_COPIED_AT_ONCE = 1 << 30  # bytes
_PAGES_AT_ONCE = 4096  # of a database


def copy_any(source: str, target: str) -> None:
    """Copy a file of either kind."""
    if source.endswith(".sqlite3"):
        copy_database(source, target)
    else:
        copy_file(source, target)


def copy_database(source: str, target: str) -> None:
    """Copy a SQLite database that others may be writing to: Chroma writes a little whenever a reader opens it."""
    with closing(sqlite3.connect(source, timeout=60)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA synchronous = OFF")  # synced once, when the generation is published
        # In steps, between which others can go on; where one did write, the copy begins anew by itself.
        old.backup(new, pages=_PAGES_AT_ONCE)


def copy_file(source: str | Path, target: str | Path) -> None:
    """Copy a file, sharing its blocks where the file system can (Btrfs, XFS), else inside the kernel."""
    with open(source, "rb") as reader, open(target, "wb") as writer:  # noqa: PTH123 - copytree hands us strings
        if not _copied_by_kernel(reader.fileno(), writer.fileno()):
            reader.seek(0)
            writer.seek(0)
            writer.truncate()
            shutil.copyfileobj(reader, writer, 1 << 20)


def _copied_by_kernel(reader: int, writer: int) -> bool:
    left = os.fstat(reader).st_size
    try:
        while left > 0:
            copied = os.copy_file_range(reader, writer, min(left, _COPIED_AT_ONCE))
            if not copied:
                return False
            left -= copied
    except (AttributeError, OSError):
        return False  # another system, or a file system that cannot; a real fault shows in the plain copy
    return True
