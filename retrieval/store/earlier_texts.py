"""Texts of articles that a refresh has replaced, so that what was quoted from them can still be read in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.store.dates import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from retrieval.store.database import WritableDatabase
    from retrieval.store.tables import Row, Tables

_TABLE = """
CREATE TABLE IF NOT EXISTS earlier_texts (
    article TEXT NOT NULL,
    replaced TEXT NOT NULL,       -- when a refresh brought another text, ISO 8601 in UTC
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published TEXT,               -- the dates that the article had, as in the table of articles
    updated TEXT,
    PRIMARY KEY (article, replaced)
) WITHOUT ROWID
"""
_COLUMNS = "article, replaced, title, text, published, updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierText:
    """A text that an article had before.

    Attributes:
        title: Its headline then.
        text: The text; offsets of citations that were made then count in it.
        published: When the article was published, as it said then.
        updated: When it was last changed by its outlet, as it said then.
        replaced: When a refresh brought the text that came after it.
    """

    title: str
    text: str
    published: datetime | None
    updated: datetime | None
    replaced: datetime


class EarlierTexts:
    """The earlier texts in a generation, for readers; one that an earlier presscite wrote has none.

    Args:
        database: The generation's.
    """

    def __init__(self, database: Tables) -> None:
        self._database = database

    def of(self, article_id: str) -> list[EarlierText]:
        """The texts that an article had before, the latest first."""
        if not self._exist():
            return []
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM earlier_texts WHERE article = ? ORDER BY replaced DESC",  # noqa: S608 - ours
            [article_id],
        )
        return [_earlier(row) for row in rows]

    def all_rows(self) -> Iterator[Row]:
        """All of them, as they are written."""
        if self._exist():
            yield from self._database.rows(f"SELECT {_COLUMNS} FROM earlier_texts")  # noqa: S608 - ours

    def _exist(self) -> bool:
        return bool(self._database.columns("earlier_texts"))


class EarlierTextsWriter:
    """The earlier texts of a generation while it is being written.

    Args:
        database: The generation's, whose articles are still what they were.
        most: How many texts of an article are kept.
    """

    def __init__(self, database: WritableDatabase, most: int) -> None:
        self._database = database
        self._most = most
        database.run(_TABLE)

    def keep(self, article_id: str, text: str, now: datetime) -> None:
        """Keep the text that an article has now, where it is about to get another one.

        Args:
            article_id: The article.
            text: The text that it is about to get.
            now: The time, in UTC.
        """
        self._database.run(
            f"INSERT OR REPLACE INTO earlier_texts({_COLUMNS}) "  # noqa: S608 - ours
            "SELECT id, ?, title, text, published, updated FROM articles WHERE id = ? AND text <> ?",
            [now.isoformat(), article_id, text],
        )
        self._database.run(
            "DELETE FROM earlier_texts WHERE article = ? AND replaced NOT IN "
            "(SELECT replaced FROM earlier_texts WHERE article = ? ORDER BY replaced DESC LIMIT ?)",
            [article_id, article_id, self._most],
        )

    def take_over(self, rows: Iterator[Row]) -> None:
        """Take over the earlier texts of another generation, as they are written there."""
        self._database.run_many(
            f"INSERT OR REPLACE INTO earlier_texts({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
            rows,
        )

    def remove(self, article_id: str) -> None:
        """Forget the texts of an article that is taken out."""
        self._database.run("DELETE FROM earlier_texts WHERE article = ?", [article_id])


def _earlier(row: Row) -> EarlierText:
    _, replaced, title, text, published, updated = row
    moment = read(replaced)
    assert moment is not None  # noqa: S101 - a column that is never empty
    return EarlierText(
        title=title, text=text, published=read(published), updated=read(updated), replaced=moment
    )
