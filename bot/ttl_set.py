"""A set whose members are forgotten after a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class TtlSet:
    """Numbers, each for so many seconds after it was last added.

    Args:
        seconds: The time to live.
        clock: The time, in seconds.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._added: dict[int, float] = {}

    def add(self, number: int) -> None:
        """Add a number, or begin its time to live anew."""
        now = self._clock()
        self._added = {each: at for each, at in self._added.items() if now - at < self._seconds}
        self._added[number] = now

    def added_at(self, number: int) -> float | None:
        """When a member was last added, by the clock; `None` for no member."""
        at = self._added.get(number)
        return at if at is not None and self._clock() - at < self._seconds else None

    def __contains__(self, number: int) -> bool:
        return self.added_at(number) is not None
