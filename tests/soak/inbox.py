"""A bot's inbox as another process sees it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Inbox:
    """Reads an inbox and changes nothing.

    Args:
        path: The bot's state; may not be there yet.
    """

    path: Path

    def received(self) -> dict[int, float]:
        """When the bot took in each message that asks, by its number, in seconds since the epoch."""
        return {int(number): float(at) for number, at in self._rows("SELECT message, received FROM inbox")}

    def history(self, message: int) -> dict[str, Any]:
        """How a message that asks has fared: its `state`, the `attempts` at it, how many messages of its answer have
        `begun` to be sent.
        """
        names = ("state", "attempts", "begun", "stop", "noticed")
        rows = self._rows(f"SELECT {', '.join(names)} FROM inbox WHERE message = {int(message)}")  # noqa: S608 - a number
        return dict(zip(names, rows[0], strict=True)) if rows else {"state": "never taken in"}

    def unfinished(self) -> int:
        """How many questions wait or are in work."""
        return self._count("state <> 'done'")

    def taken_in(self) -> int:
        """How many questions have arrived, the answered ones included."""
        return self._count("1")

    def in_work(self) -> int:
        """How many questions are in work and nothing of their answers is being sent."""
        return self._count("state = 'taken' AND begun = 0")

    def being_sent(self) -> int:
        """How many answers are being sent and are not known to have arrived."""
        return self._count("state = 'taken' AND begun > 0")

    def _count(self, condition: str) -> int:
        rows = self._rows(f"SELECT count(*) FROM inbox WHERE {condition}")  # noqa: S608 - our own conditions
        return int(rows[0][0]) if rows else 0

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)) as connection:
                return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # the file, or the table, is not there yet
            return []
