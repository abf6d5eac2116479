"""A task that is done again and again beside the bot's other work, and ends cleanly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = EventLog(__name__)

_STOP_SECONDS = 5.0  # for a run that is under way when the task is to stop


class PeriodicTask:
    """Runs of a task, with pauses between them.

    Args:
        work: One run.
        seconds: The pause after each run.
        failed: What the log says of a run that fails; the next one may succeed.
        when: Whether a run is this process's to do, such as `Instance.leads` where one instance does it for all.
    """

    def __init__(
        self,
        work: Callable[[], Awaitable[None]],
        seconds: float,
        failed: str,
        when: Callable[[], bool] = lambda: True,
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._failed = failed
        self._when = when
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with the first run; needs a running loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End when the run that is under way ends: a thread that it waits for cannot be cancelled.

        Does nothing where the task was never started.
        """
        self._stopping.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=_STOP_SECONDS)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._when():
                    await self._work()
            except Exception as error:  # noqa: BLE001 - the next run may succeed
                _log.error(self._failed, error=error)
            try:
                async with asyncio.timeout(self._seconds):
                    await self._stopping.wait()
            except TimeoutError:
                continue
