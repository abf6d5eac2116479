"""The tables of one generation, to be asked in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row: TypeAlias = tuple[Any, ...]


class Tables(Protocol):
    """The tables of one generation, see `retrieval/store/schema.py`; may be asked by several threads at once.

    Queries are written once, in SQLite's SQL with question marks for values; another engine puts its own words in
    place of the few that it does not know.
    """

    @property
    def place(self) -> str:
        """Where they are, for messages."""
        ...

    def columns(self, table: str) -> frozenset[str]:
        """Names of the columns that a table has."""
        ...

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives.

        Raises:
            StoreError: They cannot be read.
        """
        ...

    def rows_among(self, query: str, listed: Sequence[Any], values: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives for a list of values, written `IN (?)` in it, and for further ones behind it."""
        ...

    def row(self, query: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row that a query gives; `None` where it gives none."""
        ...

    def count(self, query: str, values: Sequence[Any] = ()) -> int:
        """The number that a query gives."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...
