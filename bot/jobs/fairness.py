"""Whoever has asked one thing goes before whoever has asked many."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from bot.ttl_set import Recent

if TYPE_CHECKING:
    from bot.state.queued_job import QueuedJob

_LONGEST_SECONDS = 1.0
_REMEMBERED_SECONDS = 5.0  # in which the next errand of a person who has many is taken


class Courtesy:
    """Lets errands that had waited behind others of the same person give way to those that had not.

    One errand of a person is in work at a time, but as soon as it is done the next one would compete for the processor
    with somebody's only question.  So it waits until no such question is in work, though never for long: who asks
    much is answered too.

    Args:
        most: How many errands give way at once; further ones do not, so that they never take up all places.
        longest: Seconds that an errand waits at most.
    """

    def __init__(self, most: int, longest: float = _LONGEST_SECONDS) -> None:
        self._most = most
        self._longest = longest
        self._giving_way = 0
        self._first: set[int] = set()  # errands in work that had not waited behind others
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._ended = Recent(_REMEMBERED_SECONDS, time.time)  # people whose last errand ended just now

    async def give_way(self, errand: QueuedJob) -> None:
        """Return when it is this errand's turn; call `ended` afterwards."""
        if errand.received > (self._ended.at(errand.person) or 0.0):
            self._first.add(errand.id)
            self._nobody.clear()
            return
        if self._giving_way >= self._most:
            return
        self._giving_way += 1
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._longest):
                    await self._nobody.wait()
        finally:
            self._giving_way -= 1

    def ended(self, errand: QueuedJob) -> None:
        """An errand is no longer in work."""
        self._first.discard(errand.id)
        if not self._first:
            self._nobody.set()
        self._ended.note(errand.person)
