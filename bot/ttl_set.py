"""What was noted a short while ago, and is then forgotten."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Recent:
    """People, each with when they were noted last, for so many seconds.

    Args:
        seconds: How long.
        clock: Tells the time, in seconds.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._noted: dict[int, float] = {}

    def note(self, person: int) -> None:
        """Note somebody now."""
        now = self._clock()
        self._noted = {who: at for who, at in self._noted.items() if now - at < self._seconds}
        self._noted[person] = now

    def at(self, person: int) -> float | None:
        """When somebody was noted, by the clock; `None` where that was not so recently."""
        at = self._noted.get(person)
        return at if at is not None and self._clock() - at < self._seconds else None

    def __contains__(self, person: int) -> bool:
        return self.at(person) is not None
