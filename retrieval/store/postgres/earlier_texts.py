"""Texts of articles that a staged generation replaces, in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval.store.postgres.passage_rows import copy
from retrieval.store.postgres.tables import plain, store_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.postgres import Postgres
    from retrieval.store.tables import Row


class PostgresEarlierTexts:
    """Keeps texts of articles that get another one.

    Args:
        database: The database.
        generation: Number of the staged generation.
        most: How many texts of an article are kept.
    """

    def __init__(self, database: Postgres, generation: int, most: int) -> None:
        self._database = database
        self._generation = generation
        self._most = most

    def keep(self, row: int) -> None:
        """Keep the text in a row of the table of articles, whose article is about to get another one."""
        values = {"g": self._generation, "row": row, "now": datetime.now(UTC).isoformat(), "most": self._most}
        with store_errors(), self._database.transaction() as connection:
            article = connection.exec_driver_sql(_KEEP, values).scalar()
            if article is not None:
                connection.exec_driver_sql(_END, {**values, "article": article})
                connection.exec_driver_sql(_DROP, {**values, "article": article})

    def remove(self, article_id: str) -> None:
        """Forget the texts of an article that is taken out."""
        values = {"g": self._generation, "article": plain(article_id), "most": 0}
        with store_errors(), self._database.transaction() as connection:
            connection.exec_driver_sql(_END, values)
            connection.exec_driver_sql(_DROP, values)

    def take_over(self, rows: Iterator[Row]) -> None:
        """Take over the earlier texts of another generation, as they are written there."""
        with store_errors(), self._database.transaction() as connection:
            copy(
                connection,
                "store_earlier_texts (article, replaced, title, text, published, updated, born)",
                ((*map(plain, row), self._generation) for row in rows),
            )


_KEEP = (
    "INSERT INTO store_earlier_texts (article, replaced, title, text, published, updated, born) "
    "SELECT id, %(now)s, title, text, published, updated, %(g)s FROM store_articles WHERE row = %(row)s "
    "RETURNING article"
)
_SEEN = (
    "SELECT row FROM store_earlier_texts e WHERE article = %(article)s AND born <= %(g)s AND died > %(g)s "
    "AND NOT EXISTS (SELECT FROM store_deaths d "
    "WHERE d.generation = %(g)s AND d.kind = 'earlier_texts' AND d.row = e.row) "
    "ORDER BY replaced DESC OFFSET %(most)s"
)
_END = (
    "INSERT INTO store_deaths SELECT %(g)s, 'earlier_texts', t.row FROM store_earlier_texts t "  # noqa: S608 - constants
    f"WHERE t.born < %(g)s AND t.row IN ({_SEEN}) ON CONFLICT DO NOTHING"
)
_DROP = f"DELETE FROM store_earlier_texts WHERE born = %(g)s AND row IN ({_SEEN})"  # noqa: S608 - constants
