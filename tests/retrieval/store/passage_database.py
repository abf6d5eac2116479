"""Postings in memory, without articles or vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.store.database import WritableDatabase
from retrieval.store.postings_writer import PostingsWriter
from retrieval.store.schema import KEYWORDS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.postings_writer import PassageWords


def passage_database(passages: Sequence[PassageWords]) -> WritableDatabase:
    """A database in memory that holds these passages, each under its row as its id."""
    database = WritableDatabase(Path(":memory:"), SCHEMA + KEYWORDS)
    add_passages(database, passages)
    return database


def add_passages(database: WritableDatabase, passages: Sequence[PassageWords]) -> None:
    """Put passages in."""
    database.run_many(
        "INSERT INTO passages(row, id, article, start, \"end\", signature) VALUES (?, ?, '', 0, 0, x'')",
        [(words.row, str(words.row)) for words in passages],
    )
    PostingsWriter(database).add(passages)
