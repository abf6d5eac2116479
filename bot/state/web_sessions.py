"""Who has signed in on the page to ask, and what the server remembers for them."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.state.tables import web_sessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.database import Database


class WebSessions:
    """Sessions by the secret that a browser's cookie holds; only the secret's hash is kept.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, seconds: float, content: Mapping[str, Any] | None = None) -> str:
        """Begin a session; returns its secret.

        Args:
            seconds: How long it lasts.
            content: What to remember for it, as plain JSON types.
        """
        secret = secrets.token_urlsafe()
        row = {
            "digest": _digest(secret),
            "expires": time.time() + seconds,
            "content": json.dumps(content or {}),
        }
        with self._database.autocommit() as connection:
            connection.execute(insert(web_sessions), row)
        return secret

    def content(self, secret: str) -> dict[str, Any] | None:
        """What is remembered for a session; `None` where there is none with this secret, or it has expired."""
        query = select(web_sessions.c.content).where(
            web_sessions.c.digest == _digest(secret), web_sessions.c.expires > time.time()
        )
        with self._database.autocommit() as connection:
            found = connection.execute(query).scalar_one_or_none()
        content: dict[str, Any] | None = json.loads(found) if found is not None else None
        return content

    def remember(self, secret: str, content: Mapping[str, Any]) -> None:
        """Replace what is remembered for a session."""
        kept = update(web_sessions).where(web_sessions.c.digest == _digest(secret))
        with self._database.autocommit() as connection:
            connection.execute(kept.values(content=json.dumps(dict(content))))

    def end(self, secret: str) -> None:
        """End a session."""
        self._delete(web_sessions.c.digest == _digest(secret))

    def purge(self) -> None:
        """Forget the sessions that have expired."""
        self._delete(web_sessions.c.expires <= time.time())

    def _delete(self, meant: Any) -> None:
        with self._database.autocommit() as connection:
            connection.execute(delete(web_sessions).where(meant))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
