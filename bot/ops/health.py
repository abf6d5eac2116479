"""Whether the bot is well: it gets updates, and it can read its articles."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.log import EventLog
from bot.ops.store_check import StoreStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metrics
    from bot.ops.store_check import StoreCheck
    from bot.updates.source import UpdateSource

_log = EventLog(__name__)

STORE_EVERY = 15.0
"""Seconds between two looks at the store."""

LONGEST_LOOK = 20.0
"""Seconds that a look at the store may take before something is wrong."""

SOURCE_EVERY = 60.0
"""Seconds between two looks at how updates come in, where that takes a call of the Bot API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """How the bot is.

    Attributes:
        healthy: Updates come, or would if anybody wrote, the articles can be read or there are none yet, and what the
            bot remembers can be used.
        ready: It is also answering: neither starting nor stopping.
        reasons: What was looked at, and what was found; `ok` where there is nothing to say.
    """

    healthy: bool
    ready: bool
    reasons: dict[str, str]


class Health:
    """Keeps an eye on the bot.

    Args:
        source: Where updates come from.
        store: Looks at the articles.
        metrics: Gets their number.
        state: Why the bot's state cannot be used; `None` where it can.
    """

    def __init__(
        self,
        source: UpdateSource,
        store: StoreCheck,
        metrics: Metrics,
        state: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._source = source
        self._store = store
        self._metrics = metrics
        self._state = state
        self._found: StoreStatus | None = None
        self._looking: asyncio.Task[StoreStatus] | None = None
        self.phase: Literal["starting", "answering", "stopping"] = "starting"

    def report(self) -> HealthReport:
        """How it is now, from what is known: nothing is asked, so that this answers at once."""
        updates = self._source.fault()
        store = self._found.fault if self._found else None
        state = self._state()
        healthy = not (updates or store or state)
        return HealthReport(
            healthy=healthy,
            ready=self.phase == "answering" and healthy,
            reasons={
                "phase": self.phase,
                "updates": updates or "ok",
                "store": store or self._store_text(),
                "state": state or "ok",
            },
        )

    def stuck(self) -> bool:
        """Whether only a restart can help; an unreachable Telegram is no reason for one."""
        return self._source.stuck()

    async def keep_looking(self) -> None:
        """Look at everything from time to time, until cancelled."""
        looked_at_source = time.monotonic()
        while True:
            try:
                await self.look_at_store()
                if time.monotonic() - looked_at_source >= SOURCE_EVERY:
                    looked_at_source = time.monotonic()
                    await self._source.look()
            except Exception as error:  # noqa: BLE001 - a look that fails is no reason to look no more
                _log.error("the bot's health could not be looked at", error=error)
            await asyncio.sleep(STORE_EVERY)

    async def look_at_store(self) -> None:
        """Look at the articles now."""
        before = self._found.fault if self._found else None
        self._found = found = await self._look()
        if not found.fault:
            self._metrics.store(found.articles, found.newest)
        if found.fault and found.fault != before:
            _log.error("the articles cannot be read", reason=found.fault)

    async def _look(self) -> StoreStatus:
        # A look that hangs, such as on a Chroma server, is reported and waited for, not joined by another.
        self._looking = self._looking or asyncio.create_task(self._store.look())
        done, _ = await asyncio.wait({self._looking}, timeout=LONGEST_LOOK)
        if not done:
            return StoreStatus(fault=f"looking at the articles takes longer than {LONGEST_LOOK:.0f} seconds")
        found, self._looking = self._looking.result(), None
        return found

    def _store_text(self) -> str:
        if self._found is None:
            return "not looked at yet"
        return "ok" if self._found.articles else "no articles yet"
