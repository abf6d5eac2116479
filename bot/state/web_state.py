"""All that the web server remembers, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.open_database import open_database
from bot.state.web_limits import WebLimits
from bot.state.web_sessions import WebSessions

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings

WEB = "web"
"""Whose state it is, on a server that has the states of bots too."""

_TRIES_A_MINUTE = 10  # to sign in, from one address


class WebState:
    """The state of the web server, in tables beside those of the bot.

    Args:
        settings: Name the PostgreSQL server, where there is one.
        path: The file where there is no server.
        requests_a_minute: What each token may ask.

    Attributes:
        limits: How much each token has asked lately.
        sessions: Who has signed in.
        sign_ins: How often somebody has tried to lately.

    Raises:
        StateError: It cannot be opened.
    """

    def __init__(self, settings: Settings, path: Path, requests_a_minute: int) -> None:
        self._database = open_database(settings, WEB, path)
        self.limits = WebLimits(self._database, requests_a_minute)
        self.sign_ins = WebLimits(self._database, _TRIES_A_MINUTE)
        self.sessions = WebSessions(self._database)

    def purge(self) -> None:
        """Delete what is over."""
        self.limits.purge()
        self.sessions.purge()

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self._database.close()
