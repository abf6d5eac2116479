"""Notices to people whose questions wait behind earlier ones of theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.log import EventLog
from bot.rendering import keyboard

if TYPE_CHECKING:
    from bot.jobs.job import Job
    from bot.jobs.worker import Worker
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable

_log = EventLog(__name__)

_AFTER_SECONDS = 2.0  # that a question waits before its person is notified


class WaitingNotices:
    """Tells people that their questions wait, each once.

    Args:
        table: The jobs.
        worker: Reads them.
        sender: Sends the notices.
    """

    def __init__(self, table: JobTable, worker: Worker, sender: Sender) -> None:
        self._table = table
        self._worker = worker
        self._sender = sender
        self._sending: set[asyncio.Task[None]] = set()

    def send_due(self) -> None:
        """Send what is due, beside everything else: nobody waits for a slow chat."""
        for queued in self._table.due_notices(_AFTER_SECONDS):
            job = self._worker.read(queued)
            if job is not None:
                task = asyncio.create_task(self._send(job))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)

    async def stop(self) -> None:
        """Give up what is being sent."""
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _send(self, job: Job) -> None:
        try:
            await self._sender.send_text(job.place, job.texts.queued, keyboard.stop(job.texts, job.id))
        except TelegramError as error:
            _log.warning("notice not delivered", update=job.update.update_id, error=error)
