"""What goes wrong: planned faults, and random ones."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Collection

Fault = dict[str, Any]
"""How a call fails: some of `delay` (seconds), `drop` (True: before the call is worked off, "after": when it was),
`status` with `description`, `retry_after`, `migrate_to_chat_id`, `page` (the body is HTML).
"""


class Faults(list[Fault]):
    """Faults that are planned: each has a `method`, perhaps a `chat_id`, and the number of `times` it is good for.

    Attributes:
        struck: What came, planned or at random, in order: how the call failed, its `method` and `chat_id` (text; None
            where it has none), the time (`at`, seconds since the epoch), and the `message_id` of a message that was
            sent or changed all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.struck: list[dict[str, Any]] = []

    def take(self, method: str, chat_id: str | None) -> Fault | None:
        """The next fault that is meant for this call, used up."""
        for fault in self:
            about = fault.get("chat_id")
            if fault["method"] == method and (about is None or str(about) == chat_id):
                fault["times"] = fault.get("times", 1) - 1
                if fault["times"] <= 0:
                    self.remove(fault)
                return fault
        return None

    def note(self, fault: Fault, method: str, chat_id: str | None) -> dict[str, Any]:
        """Keep that a fault strikes a call; an empty one is none.  Returns what is kept, to be added to."""
        struck: dict[str, Any] = {"at": time.time(), "method": method, "chat_id": chat_id}
        struck |= {name: fault[name] for name in ("delay", "drop", "status", "retry_after") if name in fault}
        if fault:
            self.struck.append(struck)
        return struck


KINDS = ("flood", "gateway", "hang", "dropped before", "dropped after")
"""Random faults that come to every chat; "forbidden" comes to chosen ones only."""


class RandomFaults:
    """Calls that fail at random.

    Attributes:
        share: Which share of calls fails; 0 for none.
        counts: How often each kind came.
    """

    def __init__(self) -> None:
        self.share = 0.0
        self.counts: dict[str, int] = defaultdict(int)
        self._random = random.Random()  # noqa: S311 - chance, not secrecy
        self._kinds: tuple[str, ...] = KINDS
        self._forbidden: frozenset[str] = frozenset()
        self._spared: frozenset[str] = frozenset()
        self._hang = 25.0

    def begin(
        self,
        *,
        share: float = 1 / 3,
        seed: int = 1,
        kinds: Collection[str] = KINDS,
        forbidden: Collection[int] = (),
        spared: Collection[str] = (),
        hang: float = 25.0,
    ) -> None:
        """Let calls fail from now on, `getMe` never.

        Args:
            share: Which share of them.
            seed: The same seed fails the same calls, counted from now.
            kinds: In which ways, of `KINDS`.
            forbidden: Chats to which a 403 may come as well.
            spared: Methods that do not fail.
            hang: How many seconds a call hangs before its connection ends; more than the client waits for an answer.

        Raises:
            ValueError: There is no such kind.
        """
        if unknown := set(kinds) - set(KINDS):
            raise ValueError(f"no random fault is called {sorted(unknown)}; there is {KINDS}")
        self.share, self._random, self._hang = share, random.Random(seed), hang  # noqa: S311 - chance, not secrecy
        self._kinds = tuple(kinds)
        self._forbidden = frozenset(map(str, forbidden))
        self._spared = frozenset({"getMe", *spared})

    def fault(self, method: str, chat_id: str | None) -> Fault | None:
        """How this call fails; None if it does not."""
        if not self.share or method in self._spared or self._random.random() >= self.share:
            return None
        kinds = (*self._kinds, "forbidden") if chat_id in self._forbidden else self._kinds
        kind = self._random.choice(kinds)
        self.counts[kind] += 1
        return self._made(kind)

    def _made(self, kind: str) -> Fault:
        made: dict[str, Fault] = {
            "flood": {"status": 429, "retry_after": 1},
            "forbidden": {"status": 403},
            # Telegram's servers answer with JSON, the proxy in front of them with a page.
            "gateway": {"status": 502, "page": self._random.random() < 0.5},
            "hang": {"delay": self._hang, "drop": True},
            "dropped before": {"drop": True},
            "dropped after": {"drop": "after"},
        }
        return made[kind]


async def strike(fault: Fault) -> None:
    """Let a call fail before it is worked off.

    Raises:
        ApiError: The answer it gets.
        ConnectionError: It gets none.
    """
    await asyncio.sleep(fault.get("delay", 0))
    if fault.get("drop") is True:
        raise ConnectionError
    if status := fault.get("status"):
        parameters = {name: fault[name] for name in ("retry_after", "migrate_to_chat_id") if name in fault}
        raise ApiError(status, fault.get("description", ""), page=fault.get("page", False), **parameters)


def strike_after(fault: Fault) -> None:
    """Let a call fail that was worked off.

    Raises:
        ConnectionError: Its answer never arrives.
    """
    if fault.get("drop") == "after":
        raise ConnectionError
