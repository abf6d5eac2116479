"""Updates fetched from Telegram, which holds each request until there are some."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.log import EventLog
from bot.updates.source import ALLOWED_UPDATES, TokenRevokedError

if TYPE_CHECKING:
    from telegram.ext import Updater

    from bot.outgoing.calls import PollingRequest

_log = EventLog(__name__)

LONGEST_SILENCE = 90.0
"""Seconds without a successful fetch after which something is wrong; one takes ten where nobody writes."""


class Polling:
    """The `UpdateSource` of a bot that has no address of its own.

    Args:
        updater: Fetches updates, and puts them into the application's queue.
        request: The connection that fetches them.
    """

    def __init__(self, updater: Updater, request: PollingRequest) -> None:
        self._updater = updater
        self._request = request
        self._started_at = 0.0

    def open(self) -> None:
        """Nothing is needed."""

    async def start(self) -> None:
        """Begin to fetch; a webhook that was set before is taken back."""
        await self._updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1, error_callback=_note
        )
        self._started_at = time.time()

    async def stop(self) -> None:
        """Fetch no more, and tell Telegram which updates have arrived."""
        if self._updater.running:
            # Polling that ended over a bad token raises once more when it is stopped.
            with contextlib.suppress(InvalidToken):
                await self._updater.stop()

    async def ended(self) -> None:
        """Wait until the token is refused."""
        await self._request.rejected.wait()
        raise TokenRevokedError("the token was refused while updates were fetched")

    async def look(self) -> None:
        """Nothing to find out: the fetches tell."""

    def fault(self) -> str | None:
        """Why updates may not be coming."""
        if self._request.rejected.is_set():
            return "Telegram refuses the token"
        silent = time.time() - max(self._request.succeeded_at, self._started_at)
        if not self._started_at or silent <= LONGEST_SILENCE:
            return None
        return f"updates were last fetched {silent:.0f} seconds ago"

    def stuck(self) -> bool:
        """Whether no fetch has come to an end for long, not even a bad one."""
        return bool(self._started_at) and (
            time.time() - max(self._request.ended_at, self._started_at) > LONGEST_SILENCE
        )


def _note(error: TelegramError) -> None:
    hint = {"hint": "another bot fetches updates with the same token"} if isinstance(error, Conflict) else {}
    _log.warning("updates are not fetched, trying again", error=error, **hint)
