"""The SQLite file of a generation: articles, passages, sentences and postings."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, TypeAlias

from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    Row: TypeAlias = tuple[Any, ...]


class IndexDatabase:
    """The SQLite file of a published generation; may be read from several threads at once.

    Args:
        path: The file.

    Raises:
        StoreError: From any method, where the file is not there or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = self._connected()
        except sqlite3.Error as error:
            raise self._in_words(error) from error

    def _connected(self) -> sqlite3.Connection:
        # A published generation never changes, so readers need no locks.
        uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    @property
    def place(self) -> str:
        """The file, for messages."""
        return str(self.path)

    def columns(self, table: str) -> frozenset[str]:
        """Names of the columns that a table has; none where it is missing, and fewer in an older format."""
        return frozenset(str(row[1]) for row in self.rows(f"PRAGMA table_info({table})"))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._in_words(error) from error

    def rows_among(self, query: str, listed: Sequence[Any], values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives for a list of values, written `(?)` in it, and for further ones behind it."""
        return self.rows(query.replace("(?)", f"({marks(len(listed))})", 1), [*listed, *values])

    def row(self, query: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row that a query gives; `None` where it gives none."""
        found = self.rows(query, values)
        return found[0] if found else None

    def count(self, query: str, values: Sequence[Any] = ()) -> int:
        """The number that a query gives."""
        return int(self.rows(query, values)[0][0])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _in_words(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self.path} cannot be read ({error}); see what is wrong with: presscite doctor")


class WritableDatabase(IndexDatabase):
    """The SQLite file of a generation that is being written; for one thread.

    Args:
        path: The file; made where it is missing.
        schema: The statements that make its tables.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self._schema = schema
        super().__init__(path)

    def _connected(self) -> sqlite3.Connection:
        fresh = not self.path.exists()
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            if fresh:
                connection.executescript(self._schema)
            connection.execute("PRAGMA synchronous = OFF")  # synced once, when the generation is published
        except BaseException:
            connection.close()
            raise
        return connection

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that gives no rows."""
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise self._in_words(error) from error

    def run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise self._in_words(error) from error

    def _in_words(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self.path} cannot be written ({error})")


def marks(count: int) -> str:
    """So many question marks, for the values of an SQL list."""
    return ",".join("?" * count)
