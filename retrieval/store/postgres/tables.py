"""The tables of one generation in PostgreSQL, under the names and with the columns that they have in SQLite."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from retrieval.errors import DatabaseError, StoreError
from retrieval.store.dates import MOMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.postgres import Postgres
    from retrieval.store.tables import Row

_COLUMNS = {
    "items": "row, origin, source, fingerprint",
    "articles": (
        "row, id, item, origin, digest, title, text, url, published, moment, updated, outlet, author, language, born"
    ),
    "earlier_texts": "row, article, replaced, title, text, published, updated, born",
    "passages": 'row, id, article, start, "end", signature, record, tokens, embedded, born',
}


class PostgresTables:
    """The tables of one generation; may be read from several threads at once.

    Args:
        database: The database.
        number: The generation.
        staged: Whether it is not published yet; then what it does without is left out.
    """

    def __init__(self, database: Postgres, number: int, *, staged: bool = False) -> None:
        self.number = number
        self._database = database
        self._seen = seen(number, staged=staged)

    @property
    def place(self) -> str:
        """The database, for messages."""
        return self._database.place

    def columns(self, table: str) -> frozenset[str]:
        """Names of the columns that a table has."""
        return frozenset(name.strip('" ') for name in _COLUMNS[table].split(","))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""
        return self._asked(translated(query), [plain(value) for value in values])

    def rows_among(self, query: str, listed: Sequence[Any], values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives for a list of values, written `IN (?)` in it, and for further ones behind it."""
        among = query.replace("IN (?)", "= ANY(?)", 1)
        return self._asked(
            translated(among), [[plain(value) for value in listed], *(plain(value) for value in values)]
        )

    def row(self, query: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row that a query gives; `None` where it gives none."""
        found = self.rows(query, values)
        return found[0] if found else None

    def count(self, query: str, values: Sequence[Any] = ()) -> int:
        """The number that a query gives."""
        return int(self.rows(query, values)[0][0])

    def close(self) -> None:
        """Nothing is held: the connections are the engine's."""

    def _asked(self, statement: str, values: Sequence[Any]) -> list[Row]:
        with store_errors():
            return self._database.rows(self._seen + statement, values)


@lru_cache(maxsize=64)
def seen(number: int, *, staged: bool) -> str:
    """What stands before a query so that the tables it names are those of a generation."""
    tables = ", ".join(
        f"{table} AS NOT MATERIALIZED (SELECT {columns} FROM store_{table} "  # noqa: S608 - names and numbers of ours
        f"WHERE born <= {number} AND died > {number}{_spared(table, number) if staged else ''})"
        for table, columns in _COLUMNS.items()
    )
    return f"WITH {tables}, sentences AS NOT MATERIALIZED (SELECT * FROM store_sentences) "  # noqa: S608 - as above


def _spared(table: str, number: int) -> str:
    return (
        f" AND NOT EXISTS (SELECT FROM store_deaths d WHERE d.generation = {number} AND d.kind = '{table}' "
        f"AND d.row = store_{table}.row)"
    )


@lru_cache(maxsize=256)
def translated(query: str) -> str:
    """A query written for SQLite, in PostgreSQL's words and with the driver's marks for values."""
    in_words = query.replace("%", "%%").replace(MOMENT.replace("%", "%%"), "moment")
    in_words = in_words.replace("group_concat(DISTINCT language)", "string_agg(DISTINCT language, ',')")
    return in_words.replace("?", "%s")


def plain(value: Any) -> Any:
    """A value that PostgreSQL takes: it knows no NUL in a text, and neither half of a surrogate pair."""
    if not isinstance(value, str):
        return value
    return (
        value.replace("\0", "\ufffe").encode("utf-8", "replace").decode()
        if not value.isascii() or "\0" in value
        else value
    )


@contextmanager
def store_errors() -> Iterator[None]:
    """What the database refuses is an error of the store here."""
    try:
        yield
    except DatabaseError as error:
        raise StoreError(str(error)) from error
