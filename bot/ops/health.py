"""Whether the bot is well: it gets updates, and it can read its articles."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.log import EventLog
from bot.ops.store_check import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.metrics import Metrics
    from bot.ops.store_check import StoreCheck
    from bot.updates.source import Intake

_log = EventLog(__name__)

HEALTH = "health"
"""The key in `bot_data` of the application's `Health`."""

STORE_EVERY = 15.0
"""Seconds between two looks at the store."""

LONGEST_LOOK = 20.0
"""Seconds that a look at the store may take before something is wrong."""

INTAKE_EVERY = 60.0
"""Seconds between two looks at how updates come in, where that takes a call of the Bot API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the bot is.

    Attributes:
        healthy: Updates come, or would if anybody wrote, and the articles can be read or there are none yet.
        ready: It is also answering: neither starting nor stopping.
        reasons: What was looked at, and what was found; `ok` where there is nothing to say.
    """

    healthy: bool
    ready: bool
    reasons: dict[str, str]


class Health:
    """Keeps an eye on the bot.

    Args:
        intake: How updates come in.
        store: Looks at the articles.
        metrics: Is told how many there are.
    """

    def __init__(self, intake: Intake, store: StoreCheck, metrics: Metrics) -> None:
        self._intake = intake
        self._store = store
        self._metrics = metrics
        self._found: Found | None = None
        self._looking: asyncio.Task[Found] | None = None
        self._waiting_for: set[str] = set()
        self.phase: Literal["starting", "answering", "stopping"] = "starting"

    def report(self) -> Report:
        """How it is now, from what is known: nothing is asked, so that this answers at once."""
        intake = self._intake.fault()
        store = self._found.fault if self._found else None
        phase: str = self.phase
        if phase == "answering" and self._waiting_for:
            phase = f"waiting for {', '.join(sorted(self._waiting_for))}"
        return Report(
            healthy=not (intake or store),
            ready=phase == "answering" and not (intake or store),
            reasons={"phase": phase, "updates": intake or "ok", "store": store or self._shelf()},
        )

    def stuck(self) -> bool:
        """Whether only a restart can help; an unreachable Telegram is no reason for one."""
        return self._intake.stuck()

    @contextlib.contextmanager
    def waiting_for(self, what: str) -> Iterator[None]:
        """Not ready until the block is done, such as while the model is loaded."""
        self._waiting_for.add(what)
        try:
            yield
        finally:
            self._waiting_for.discard(what)

    async def keep_looking(self) -> None:
        """Look at everything from time to time, until cancelled."""
        looked_at_intake = time.monotonic()
        while True:
            try:
                await self.look_at_store()
                if time.monotonic() - looked_at_intake >= INTAKE_EVERY:
                    looked_at_intake = time.monotonic()
                    await self._intake.look()
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

    async def _look(self) -> Found:
        # A look that hangs, such as on a Chroma server, is told of and waited for, not joined by another.
        self._looking = self._looking or asyncio.create_task(self._store.look())
        done, _ = await asyncio.wait({self._looking}, timeout=LONGEST_LOOK)
        if not done:
            return Found(fault=f"looking at the articles takes longer than {LONGEST_LOOK:.0f} seconds")
        found, self._looking = self._looking.result(), None
        return found

    def _shelf(self) -> str:
        if self._found is None:
            return "not looked at yet"
        return "ok" if self._found.articles else "no articles yet"
