"""What the items of a staged generation look like, in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.postgres.passage_rows import copy
from retrieval.store.postgres.tables import plain

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from retrieval.store.items import ItemState


class StagedItems:
    """Items that are to be noted or forgotten together.

    Args:
        generation: Number of the staged generation.
    """

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._states: dict[str, ItemState | None] = {}

    def note(self, item: ItemState) -> None:
        """Remember what an item looked like."""
        self._states[item.origin] = item

    def forget(self, origin: str) -> None:
        """Forget an item."""
        self._states[origin] = None

    def write(self, connection: Connection) -> None:
        """Write them in the transaction of a connection; call `clear` once that is committed."""
        if not self._states:
            return
        values = {"g": self._generation, "origins": [plain(origin) for origin in self._states]}
        connection.exec_driver_sql(_DROP, values)
        connection.exec_driver_sql(_END, values)
        copy(
            connection,
            "store_items (origin, source, fingerprint, born)",
            ((*map(plain, item), self._generation) for item in self._states.values() if item is not None),
        )

    def clear(self) -> None:
        """Nothing is left to be written."""
        self._states = {}


_DROP = "DELETE FROM store_items WHERE born = %(g)s AND origin = ANY(%(origins)s)"
_END = (
    "INSERT INTO store_deaths SELECT %(g)s, 'items', row FROM store_items "
    "WHERE born < %(g)s AND died > %(g)s AND origin = ANY(%(origins)s) ON CONFLICT DO NOTHING"
)
