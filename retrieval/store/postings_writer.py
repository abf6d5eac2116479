"""The postings of a generation while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.store.schema import KEYWORDS
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.store.database import WritableDatabase

_FOLDED_FROM = 0.1  # share of the passages that must be new for the postings to be folded into one piece
_MERGED_PAGES = 500  # of the postings, else


class PassageWords(NamedTuple):
    """The words of a passage: its row, its article's headline, itself, and the passages before and after it."""

    row: int
    title: str
    text: str
    around: str


class PostingsWriter:
    """Writes which passages hold which terms.

    Args:
        database: The generation's; see its schema.
    """

    def __init__(self, database: WritableDatabase) -> None:
        self._database = database

    def add(self, passages: Iterable[PassageWords]) -> None:
        """Index passages."""
        self._database.run_many(
            "INSERT INTO keywords(rowid, title, body, around) VALUES (?, ?, ?, ?)",
            ((row, *(" ".join(terms(text)) for text in texts)) for row, *texts in passages),
        )

    def remove(self, rows: Iterable[int]) -> None:
        """Take passages out by row."""
        self._database.run_many("DELETE FROM keywords WHERE rowid = ?", ((row,) for row in rows))

    def clear(self) -> None:
        """Take all passages out."""
        for table in ("keyword_counts", "keywords"):
            self._database.run(f"DROP TABLE {table}")
        for statement in KEYWORDS.strip().splitlines():
            self._database.run(statement)

    def tidy(self, changed: int, passages: int) -> None:
        """Merge the pieces that changes have left.

        Folding the postings into one piece costs as much as the whole of them, so it is done only where much is new.

        Args:
            changed: How many passages were written.
            passages: How many there are.
        """
        if changed >= _FOLDED_FROM * passages:
            self._database.run("INSERT INTO keywords(keywords) VALUES ('optimize')")
        else:
            self._database.run("INSERT INTO keywords(keywords, rank) VALUES ('merge', ?)", [_MERGED_PAGES])
