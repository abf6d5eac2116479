"""Updates on their way to the bot."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to a bot that asks for them by name."""


class Updates:
    """The queue of updates: they stay until the bot has confirmed them.

    Attributes:
        pending: What is not confirmed, oldest first.
        allowed: The kinds the bot asked for; None for all but those that have to be asked for.
        ignored: How often something happened that the bot did not ask to hear of, by kind.
        polled_at: When the bot last fetched, in seconds since the epoch.
        poller: The number of the last poll; an older one that still waits is ended.
    """

    def __init__(self) -> None:
        self.pending: list[dict[str, Any]] = []
        self.allowed: list[str] | None = None
        self.ignored: dict[str, int] = defaultdict(int)
        self.polled_at = 0.0
        self.poller = 0
        self._ids = itertools.count(1000)

    def add(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Make an update; the bot gets it where it asked for its kind."""
        update = {"update_id": next(self._ids), kind: content}
        if self.wants(kind):
            self.pending.append(update)
        else:
            self.ignored[kind] += 1
        return update

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ASKED_FOR_ONLY

    def ask_for(self, kinds: Iterable[str] | None) -> None:
        """What the bot wants to hear of from now on; None leaves it as it was."""
        if kinds is not None:
            self.allowed = list(kinds) or None

    def confirm(self, offset: int) -> None:
        """An offset confirms what lies below it: Telegram forgets those updates for good."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def forget(self, update: dict[str, Any]) -> None:
        """A webhook took it."""
        self.pending = [other for other in self.pending if other is not update]

    def poll(self) -> int:
        """The bot fetches; returns the number of this poll."""
        self.polled_at = time.time()
        self.poller += 1
        return self.poller
