"""What articles a search is restricted to, in the words of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from retrieval.store.database import marks
from retrieval.store.dates import MOMENT, in_order

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
            clauses.append(f"{MOMENT} >= ?")
            values.append(in_order(filters.published_after))
        if filters.published_before:
            clauses.append(f"{MOMENT} < ?")
            values.append(in_order(filters.published_before))
        # A date begins with its day, so that a day stands before all times in it.
        if filters.first_day:
            clauses.append("published >= ?")
            values.append(filters.first_day.isoformat())
        if filters.end_day:
            clauses.append("published < ?")
            values.append(filters.end_day.isoformat())
        if filters.sources:
            named = filters.named_outlets(outlets)
            clauses.append(f"outlet IN ({marks(len(named))})")
            values += named
        return cls(" AND ".join(clauses), tuple(values)) if clauses else None
