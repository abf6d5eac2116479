"""How many requests each token has sent in this minute."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import case, delete

from bot.state.tables import web_limits

if TYPE_CHECKING:
    from bot.state.database import Database

_MINUTE = 60


class WebLimits:
    """The limit of each token, the same for all servers that share the state.

    Args:
        database: The state.
        most: Requests a token and minute.
    """

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most

    def take(self, token: str) -> float | None:
        """Count a request of a token.

        Args:
            token: Its name.

        Returns:
            `None` where it may be done; else the seconds after which there may be one again.
        """
        now = time.time()
        minute = int(now // _MINUTE)
        counted = self._database.insert(web_limits).values(token=token, minute=minute, requests=1)
        same = web_limits.c.minute == minute
        counted = counted.on_conflict_do_update(
            index_elements=["token"],
            set_={"minute": minute, "requests": case((same, web_limits.c.requests + 1), else_=1)},
            where=~same | (web_limits.c.requests < self._most),
        )
        with self._database.autocommit() as connection:
            if connection.execute(counted).rowcount > 0:
                return None
        return (minute + 1) * _MINUTE - now

    def purge(self) -> None:
        """Forget what was asked in minutes that are over."""
        over = web_limits.c.minute < int(time.time() // _MINUTE)
        with self._database.autocommit() as connection:
            connection.execute(delete(web_limits).where(over))
