"""What articles a search is restricted to, in the words of SQL."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple, Self

from retrieval.store.database import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.filters import Filters


class Condition(NamedTuple):
    """An SQL expression over the articles table, and its values."""

    sql: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, filters: Filters, outlets: Sequence[str]) -> Self | None:
        """The condition that filters stand for, `None` for no filter.

        Args:
            filters: What to search among.
            outlets: Names of all outlets, as the store writes them.
        """
        clauses: list[str] = []
        values: list[str] = []
        if filters.published_after:
            clauses.append("published >= ?")
            values.append(filters.published_after.astimezone(UTC).isoformat())
        if filters.published_before:
            clauses.append("published < ?")
            values.append(filters.published_before.astimezone(UTC).isoformat())
        if filters.sources:
            named = filters.named_outlets(outlets)
            clauses.append(f"outlet IN ({marks(len(named))})")
            values += named
        return cls(" AND ".join(clauses), tuple(values)) if clauses else None
