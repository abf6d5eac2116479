"""Fair scheduling: whoever has asked one thing goes before whoever has asked many."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from bot.ttl_set import TtlSet

if TYPE_CHECKING:
    from bot.state.queued_job import QueuedJob

_LONGEST_SECONDS = 1.0
_REMEMBERED_SECONDS = 5.0  # in which the next job of a person who has many is claimed


class FairScheduler:
    """Holds a job that had waited behind others of the same person, while jobs that had not are in work.

    One job of a person is in work at a time.  But as soon as it ends, the person's next one would compete for the
    processor with somebody's only question.  So it is held until no such question is in work, though never for long:
    who asks much is answered too.

    Args:
        most: How many jobs are held at once; further ones are not, so that held jobs never take up all slots.
        longest: Seconds that a job is held at most.
    """

    def __init__(self, most: int, longest: float = _LONGEST_SECONDS) -> None:
        self._most = most
        self._longest = longest
        self._held = 0
        self._first: set[int] = set()  # jobs in work that had not waited behind others
        self._no_first = asyncio.Event()
        self._no_first.set()
        self._ended = TtlSet(_REMEMBERED_SECONDS, time.time)  # people whose last job ended just now

    async def turn(self, job: QueuedJob) -> None:
        """Return when it is this job's turn; call `ended` afterwards."""
        if job.received > (self._ended.added_at(job.person) or 0.0):
            self._first.add(job.id)
            self._no_first.clear()
            return
        if self._held >= self._most:
            return
        self._held += 1
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._longest):
                    await self._no_first.wait()
        finally:
            self._held -= 1

    def ended(self, job: QueuedJob) -> None:
        """A job is no longer in work."""
        self._first.discard(job.id)
        if not self._first:
            self._no_first.set()
        self._ended.add(job.person)
