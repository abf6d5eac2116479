"""Which journal goes with a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.indexing.file_journal import FileJournal
from retrieval.store.folder_engine import FolderEngine

if TYPE_CHECKING:
    from retrieval.indexing.journal import Journal
    from retrieval.store.port.engine import StoreEngine


def journal_of(engine: StoreEngine) -> Journal:
    """The journal of a store; write to it with the store locked."""
    if isinstance(engine, FolderEngine):
        return FileJournal(engine.files.folder)
    from retrieval.indexing.postgres_journal import PostgresJournal
    from retrieval.store.postgres.engine import PostgresEngine

    assert isinstance(engine, PostgresEngine)  # noqa: S101 - there is no third
    return PostgresJournal(engine.database)
