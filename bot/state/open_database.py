"""The database that the settings name, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.sqlite_database import SqliteDatabase

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.database import Database
    from retrieval.settings import Settings


def open_database(settings: Settings, name: str, path: Path) -> Database:
    """Open what a bot or a web server remembers.

    Args:
        settings: Name the PostgreSQL server, where there is one.
        name: Whose state it is there: the name of a schema.
        path: The file where there is no server.

    Raises:
        StateError: It cannot be opened, or belongs to a later version of presscite.
        SettingsError: The server's address is not understood, or its drivers are not installed.
    """
    address = settings.database_address
    if address is None:
        return SqliteDatabase(path)
    from bot.state.postgres_database import PostgresDatabase

    return PostgresDatabase(address, name)
