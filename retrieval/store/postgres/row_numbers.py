"""Numbers for rows of passages, which postings and sentences are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from retrieval.postgres import Postgres

_AT_ONCE = 500


class RowNumbers:
    """Numbers that no other row has, taken from the database many at a time.

    Args:
        database: The database.
    """

    def __init__(self, database: Postgres) -> None:
        self._database = database
        self._free: list[int] = []

    def next(self) -> int:
        """The next one."""
        if not self._free:
            with store_errors(), self._database.autocommit() as connection:
                found = connection.exec_driver_sql(_TAKE, (_AT_ONCE,)).scalars()
                self._free = [int(number) for number in found][::-1]
        return self._free.pop()


_TAKE = "SELECT nextval('store_passage_rows') FROM generate_series(1, %s)"
