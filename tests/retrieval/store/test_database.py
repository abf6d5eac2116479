"""The SQLite file of a generation: whatever SQLite raises is told in words, with the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreError
from retrieval.store.database import IndexDatabase, WritableDatabase, marks
from retrieval.store.schema import KEYWORDS, SCHEMA

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """By a reader that cannot write, and sees what was there when it opened the file."""
    path = tmp_path / "catalogue.db"
    written = WritableDatabase(path, SCHEMA + KEYWORDS)
    written.run_many("INSERT INTO items VALUES (?, ?, ?)", [("a", "s", "1"), ("b", "s", "2")])
    written.close()
    database = IndexDatabase(path)
    assert database.rows("SELECT origin FROM items ORDER BY origin") == [("a",), ("b",)]
    assert database.row("SELECT fingerprint FROM items WHERE origin = ?", ["b"]) == ("2",)
    assert database.row("SELECT fingerprint FROM items WHERE origin = ?", ["c"]) is None
    assert database.count("SELECT count(*) FROM items") == 2
    with pytest.raises(StoreError, match="readonly"):
        database.rows("DELETE FROM items")
    database.close()


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """One that is not there, one that is none, one without the tables: each with its path and the way out."""
    with pytest.raises(StoreError, match=r"nothing\.db cannot be read.*presscite doctor"):
        IndexDatabase(tmp_path / "nothing.db")
    (tmp_path / "other.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match=r"other\.db cannot be read \(file is not a database\)"):
        IndexDatabase(tmp_path / "other.db").rows("SELECT 1 FROM articles")
    WritableDatabase(tmp_path / "empty.db", "").close()
    with pytest.raises(StoreError, match=r"empty\.db cannot be read \(no such table: articles\)"):
        IndexDatabase(tmp_path / "empty.db").rows("SELECT 1 FROM articles")


def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that is not there, and a statement that fails in the middle."""
    with pytest.raises(StoreError, match=r"file\.db cannot be written"):
        WritableDatabase(tmp_path / "nowhere" / "file.db", SCHEMA + KEYWORDS)
    database = WritableDatabase(tmp_path / "file.db", SCHEMA + KEYWORDS)
    with pytest.raises(StoreError, match=r"file\.db cannot be written \(UNIQUE"):
        database.run_many("INSERT INTO items VALUES (?, ?, ?)", [("a", "s", "1"), ("a", "s", "2")])
    database.close()


def test_marks_are_as_many_as_values() -> None:
    """Also none."""
    assert [marks(count) for count in (0, 1, 3)] == ["", "?", "?,?,?"]


def test_rows_among_values(tmp_path: Path) -> None:
    """A list of values is looked for at its one place in a query, with further values behind it."""
    written = WritableDatabase(tmp_path / "file.db", SCHEMA)
    written.run_many(
        "INSERT INTO items VALUES (?, ?, ?)", [("a", "s", "1"), ("b", "s", "2"), ("c", "s", "3")]
    )
    written.close()
    database = IndexDatabase(tmp_path / "file.db")
    query = "SELECT origin FROM items WHERE origin IN (?) ORDER BY origin"
    assert database.rows_among(query, ["c", "a", "z"]) == [("a",), ("c",)]
    assert database.rows_among(query, []) == []
    narrowed = "SELECT origin FROM items WHERE origin IN (?) AND fingerprint > ?"
    assert database.rows_among(narrowed, ["a", "c"], ["1"]) == [("c",)]
    database.close()
