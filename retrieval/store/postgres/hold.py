"""Refreshes by the clock are held: from a rollback until the next refresh by hand."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from datetime import datetime

    from retrieval.postgres import Postgres


class PostgresHold:
    """Whether refreshes by the clock are held; see `Hold`.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database

    def begin(self) -> None:
        """Hold refreshes by the clock; call it with the store locked."""
        with store_errors(), self._database.autocommit() as connection:
            connection.exec_driver_sql("UPDATE store_pointer SET held = clock_timestamp()")

    def end(self) -> None:
        """Let them run again; call it with the store locked."""
        with store_errors(), self._database.autocommit() as connection:
            connection.exec_driver_sql("UPDATE store_pointer SET held = NULL WHERE held IS NOT NULL")

    @property
    def since(self) -> datetime | None:
        """Since when they are held; `None` where they are not."""
        with store_errors(), self._database.autocommit() as connection:
            held: datetime | None = connection.exec_driver_sql("SELECT held FROM store_pointer").scalar()
        return held.astimezone(UTC) if held else None
