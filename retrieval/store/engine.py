"""Which engine keeps the store that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import SettingsError
from retrieval.store.folder_engine import FolderEngine

if TYPE_CHECKING:
    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine


def store_engine(settings: Settings) -> StoreEngine:
    """What keeps the store that the settings name.

    Raises:
        SettingsError: It is in PostgreSQL, and the settings name no Chroma server for the vectors, or the drivers are
            not installed.
    """
    if settings.database_address is None:
        return FolderEngine.at(settings.home, settings.chroma_address)
    if settings.chroma_address is None:
        raise SettingsError(
            "PRESSCITE_DATABASE_URL needs PRESSCITE_CHROMA_URL too: PostgreSQL keeps the articles and a Chroma server "
            "(chroma run) their vectors"
        )
    from retrieval.store.postgres.engine import postgres_engine

    return postgres_engine(settings.database_address, settings.chroma_address)
