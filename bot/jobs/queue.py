"""The queue of jobs, as this process sees it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from bot.log import EventLog

if TYPE_CHECKING:
    from telegram import Update

    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob

_log = EventLog(__name__)

POLL_SECONDS = 1.0
"""Seconds between two looks for what other instances have put into the queue."""

_CLOCK_SECONDS = 0.01  # clocks differ: a job that is not ready yet would wait for the next look


class JobQueue:
    """The table of jobs, with a signal that wakes the workers of this process.

    Args:
        table: The jobs, which other instances may share.
        instance: The name under which this process claims jobs.

    Attributes:
        table: As given.
        in_doubt: Whether a claim has failed, so that a job may be claimed that nobody here knows of.
    """

    def __init__(self, table: JobTable, instance: str) -> None:
        self.table = table
        self._instance = instance
        self._news = asyncio.Event()
        self.in_doubt = False

    def put(self, update: Update, person: int, *, written: float, ready: float = 0.0) -> bool:
        """Store a job.  Once this returns, no crash loses it.

        Args:
            update: What asks for work; it holds a message.
            person: Who asks.
            written: When the message was written, in seconds since 1970.
            ready: When the job may be claimed at the earliest, in seconds since 1970.

        Returns:
            Whether the job is new.
        """
        message = update.effective_message
        if message is None:
            raise TypeError(f"update {update.update_id} holds no message")
        new = self.table.add(
            update.update_id,
            person,
            message.chat_id,
            message.message_id,
            update.to_dict(),
            written=written,
            ready=ready,
        )
        self.wake()
        return new

    def retry(self, job_id: int, person: int) -> bool:
        """Let a job that has ended wait anew; false where its update is gone, or it is somebody else's."""
        waits = self.table.retry(job_id, person)
        if waits:
            self.wake()
        return waits

    def release(
        self,
        job: QueuedJob,
        *,
        ready: float,
        counts: bool,
        parts: dict[str, object] | None = None,
        begun: int = 0,
    ) -> None:
        """Let a claimed job wait again; see `JobTable.release`.  Needs a running loop."""
        self.table.release(job, ready=ready, counts=counts, parts=parts, begun=begun)
        pause = max(0.0, ready - time.time())
        asyncio.get_running_loop().call_later(pause + _CLOCK_SECONDS, self.wake)

    def wake(self) -> None:
        """Let `claim` look again now: a job was put into the queue, or one has ended."""
        self._news.set()

    async def claim(self) -> QueuedJob:
        """Claim the next job; waits until there is one."""
        while True:
            self._news.clear()
            try:
                job = self.table.claim(self._instance)
            except Exception as error:  # noqa: BLE001 - such as a disk that is full: the next look may succeed
                _log.error("the queue cannot be read", error=error)
                self.in_doubt, job = True, None
            if job is not None:
                return job
            with contextlib.suppress(TimeoutError):
                # `wait_for` may swallow a cancellation that comes with the news (Python 3.11).
                async with asyncio.timeout(POLL_SECONDS):
                    await self._news.wait()
