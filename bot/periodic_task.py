"""Something that is done again and again beside the bot's other work, and ends cleanly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = EventLog(__name__)

_LAST_SECONDS = 5.0  # for a round that is under way when it is to end


class Rounds:
    """Rounds of work with pauses between them.

    Args:
        work: One round.
        seconds: The pause behind it.
        failed: What the log says of a round that fails; the next one may succeed.
    """

    def __init__(self, work: Callable[[], Awaitable[None]], seconds: float, failed: str) -> None:
        self._work = work
        self._seconds = seconds
        self._failed = failed
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with the first round; needs a running loop."""
        self._task = asyncio.get_running_loop().create_task(self._keep_going())

    async def stop(self) -> None:
        """End when the round that is under way ends: a thread that it waits for cannot be cancelled."""
        self._over.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=_LAST_SECONDS)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _keep_going(self) -> None:
        while not self._over.is_set():
            try:
                await self._work()
            except Exception as error:  # noqa: BLE001 - the next round may succeed
                _log.error(self._failed, error=error)
            try:
                async with asyncio.timeout(self._seconds):
                    await self._over.wait()
            except TimeoutError:
                continue
