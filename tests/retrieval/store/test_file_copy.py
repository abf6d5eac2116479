"""Copies of what a generation takes over: whole, whatever others do meanwhile, and whatever the file system can."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

from retrieval.store.file_copy import copy_any, copy_file

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_ROWS = 20_000  # several steps of a copy


def test_copy_of_a_database_is_whole_while_others_write(tmp_path: Path) -> None:
    """Chroma writes into its database whenever a reader opens it; a copy made meanwhile is sound all the same."""
    source = tmp_path / "chroma.sqlite3"
    with closing(sqlite3.connect(source)) as database, database:
        database.execute("CREATE TABLE written (word TEXT)")
        database.executemany("INSERT INTO written VALUES (?)", ((f"word {n}" * 9,) for n in range(_ROWS)))
    over = threading.Event()

    def keep_writing() -> None:
        with closing(sqlite3.connect(source, isolation_level=None, timeout=60)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            while not over.is_set():
                connection.execute("INSERT INTO written VALUES ('more')")

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for n in range(3):
            target = tmp_path / f"copy-{n}.sqlite3"
            copy_any(str(source), str(target))
            with closing(sqlite3.connect(target)) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert copy.execute("SELECT count(*) FROM written").fetchone()[0] >= _ROWS
    finally:
        over.set()
        writer.join()


def test_copy_where_the_kernel_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that refuses to copy by itself, at once or half way, gets a plain copy."""
    source = tmp_path / "source"
    source.write_bytes(os.urandom(100_000))

    def half_way(reader: int, writer: int, count: int) -> int:
        os.write(writer, os.read(reader, min(count, 1_000)))
        raise OSError(5, "Input/output error")

    def not_at_all(*_: int) -> int:
        return 0

    for number, copied in enumerate((half_way, not_at_all)):
        monkeypatch.setattr(os, "copy_file_range", copied, raising=False)
        copy_file(source, tmp_path / f"copy-{number}")
        assert (tmp_path / f"copy-{number}").read_bytes() == source.read_bytes()
