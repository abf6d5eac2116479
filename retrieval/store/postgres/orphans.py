"""Records in the Chroma server that no row of any generation names.

They are left where the server was not reached while their passages were deleted, or where a worker went on for a
refresh that was taken back meanwhile.  No search gives them to anybody, but they take room, and places among the
nearest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.postgres import Postgres
    from retrieval.store.chroma_server import ChromaServer
    from retrieval.store.postgres.retention import PostgresRetention

_REMOVED_AT_ONCE = 1_000  # records


class Orphans:
    """Finds and removes records that belong to no passage.

    A refresh may run meanwhile: it writes rows before records and deletes records before rows, so a record that is
    there after no row was found for it is nobody's.

    Args:
        database: Has the rows.
        server: Has the records.
        retention: Knows the collections that are needed.
    """

    def __init__(self, database: Postgres, server: ChromaServer, retention: PostgresRetention) -> None:
        self._database = database
        self._server = server
        self._retention = retention

    def found(self) -> dict[str, list[str]]:
        """Names of such records, by the collection that they are in; a collection that is missing has none.

        Raises:
            StoreError: The database or the server is not reached.
        """
        by_collection = {
            collection: list(self._in(collection)) for collection in self._retention.collections()
        }
        return {collection: names for collection, names in by_collection.items() if names}

    def remove(self) -> None:
        """Delete them; call it with the store locked.

        Raises:
            StoreError: The database or the server is not reached.
        """
        for collection, names in self.found().items():
            for start in range(0, len(names), _REMOVED_AT_ONCE):
                self._server.open(collection).remove(names[start : start + _REMOVED_AT_ONCE])

    def _in(self, collection: str) -> Iterator[str]:
        try:
            vectors = self._server.open(collection)
        except StoreError:
            return  # whoever looks at its generation says so
        for names in vectors.ids():
            if unnamed := self._unnamed(collection, names):
                yield from vectors.known(unnamed)

    def _unnamed(self, collection: str, names: Sequence[str]) -> list[str]:
        with store_errors(), self._database.autocommit() as connection:
            found = connection.exec_driver_sql(_UNNAMED, ([*names], collection)).scalars()
            return [str(name) for name in found]


_UNNAMED = (
    "SELECT one FROM unnest(%s::text[]) AS one WHERE NOT EXISTS ("
    "SELECT FROM store_passages p JOIN store_generations g ON g.number = p.born "
    "WHERE p.record = one AND g.collection = %s)"
)
