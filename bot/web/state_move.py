"""What the web server remembers, moved from its file into the database or back: a part of `presscite move`."""

from __future__ import annotations

from contextlib import closing

from bot.state.database import StateError
from bot.state.postgres_database import PostgresDatabase
from bot.state.session_move import count_sessions, move_sessions
from bot.state.sqlite_database import SqliteDatabase
from bot.state.web_state import WEB
from bot.web.settings import WebSettings
from retrieval.commands import terminal
from retrieval.errors import SettingsError


def moved_with_store(to: str) -> str | None:
    """Copy who has signed in.

    Args:
        to: "database" or "folder".

    Returns:
        A sentence about it; `None` where nobody has.
    """
    try:
        count = move(WebSettings.load(), to_database=to == "database")
    except StateError as error:
        return f"Not the web server's state: {error}; whoever had signed in does so again."
    return f"The web server's state: {terminal.count(count, 'session')}." if count else None


def move(settings: WebSettings, *, to_database: bool) -> int:
    """Copy the sessions that have not expired.

    Args:
        settings: Name both places.
        to_database: Whether from the file to the database, and not back.

    Returns:
        How many there are.

    Raises:
        SettingsError: No database is named.
        StateError: A place cannot be opened.
    """
    if settings.database_address is None:
        raise SettingsError("PRESSCITE_DATABASE_URL is not set: it names the database")
    if to_database and not settings.state_path.exists():
        return 0
    with closing(PostgresDatabase(settings.database_address, WEB)) as server:
        if not to_database and not count_sessions(server):
            return 0
        with closing(SqliteDatabase(settings.state_path)) as file:
            return move_sessions(file, server) if to_database else move_sessions(server, file)
