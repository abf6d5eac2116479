"""How much may be sent."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from tests.e2e.bot_api.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTED = frozenset(
    {"sendMessage", "sendPhoto", "editMessageText", "editMessageCaption", "editMessageReplyMarkup"}
)
"""What counts; actions, drafts, deletions and answers to queries have limits that Telegram does not publish."""


class Flood:
    """Telegram's published limits: 30 messages a second, one a second in a chat with short bursts, 20 a minute in a
    group.

    Args:
        clock: Tells the seconds.

    Attributes:
        on: Whether anybody looks.
        limited: How often each chat was told to wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = False
        self.limited: dict[int, int] = defaultdict(int)
        self._clock = clock
        self._all = _Window(30, 1)
        self._groups: dict[int, _Window] = defaultdict(lambda: _Window(20, 60))
        self._chats: dict[int, _Bucket] = defaultdict(lambda: _Bucket(5, 1))

    def count(self, method: str, chat_id: int) -> None:
        """Count a message to a chat.

        Raises:
            ApiError: It is one too many; 429 with the seconds to wait.
        """
        if not self.on or method not in COUNTED:
            return
        now = self._clock()
        limits: list[_Window | _Bucket] = [self._all, self._chats[chat_id]]
        if chat_id < 0:
            limits.append(self._groups[chat_id])
        if wait := max(limit.wait(now) for limit in limits):
            self.limited[chat_id] += 1
            raise ApiError(429, retry_after=math.ceil(wait))
        for limit in limits:
            limit.take(now)


class _Window:
    """At most so many in any span of so many seconds."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._seconds = seconds
        self._limit = limit
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._times and now - self._times[0] >= self._seconds:
            self._times.popleft()
        return self._times[0] + self._seconds - now if len(self._times) >= self._limit else 0

    def take(self, now: float) -> None:
        self._times.append(now)


class _Bucket:
    """So many at once, and after that so many a second."""

    def __init__(self, burst: int, rate: float) -> None:
        self._burst, self._rate = burst, rate
        self._left, self._at = float(burst), 0.0

    def wait(self, now: float) -> float:
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        return 0 if self._left >= 1 else (1 - self._left) / self._rate

    def take(self, _: float) -> None:
        self._left -= 1
