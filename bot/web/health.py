"""Whether the server is well: it can read its articles."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.log import EventLog
from bot.ops.store_check import StoreCheck, StoreStatus
from bot.periodic_task import PeriodicTask

if TYPE_CHECKING:
    from bot.web.metrics import WebMetrics

_log = EventLog(__name__)

STORE_EVERY = 15.0
"""Seconds between two looks at the store."""

LONGEST_LOOK = 20.0
"""Seconds that a look at the store may take before something is wrong."""


class WebHealth:
    """Keeps an eye on the server.

    Args:
        store: Looks at the articles.
        metrics: Gets their number.

    Attributes:
        stopping: Whether the server finishes what it has begun, and should get nothing more.
    """

    def __init__(self, store: StoreCheck, metrics: WebMetrics) -> None:
        self._store = store
        self._metrics = metrics
        self._found: StoreStatus | None = None
        self._looks = PeriodicTask(self.look, STORE_EVERY, "the server's health could not be looked at")
        self.stopping = False

    @property
    def healthy(self) -> bool:
        """Whether the articles can be read, or there are none yet."""
        return self._found is None or not self._found.fault

    @property
    def ready(self) -> bool:
        """Whether it is also answering."""
        return self._found is not None and self.healthy and not self.stopping

    @property
    def store(self) -> str:
        """How the articles are, in a word; what is wrong with them is in the log."""
        if self._found is None:
            return "not looked at yet"
        if self._found.fault:
            return "cannot be read"
        return "ok" if self._found.articles else "no articles yet"

    def start(self) -> None:
        """Begin to look from time to time."""
        self._looks.start()

    async def stop(self) -> None:
        """Look no more."""
        await self._looks.stop()

    async def look(self) -> None:
        """Look at the articles now."""
        before = self._found.fault if self._found else None
        try:
            async with asyncio.timeout(LONGEST_LOOK):
                found = await self._store.look()
        except TimeoutError:
            found = StoreStatus(fault=f"looking at the articles takes longer than {LONGEST_LOOK:.0f} seconds")
        self._found = found
        if not found.fault:
            self._metrics.store(found.articles, found.newest)
        elif found.fault != before:
            _log.error("the articles cannot be read", reason=found.fault)
