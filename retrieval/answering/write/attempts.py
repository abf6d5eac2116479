"""Attempts at a reply of a language model: how often, how far apart, and after which errors."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

Piece = TypeVar("Piece")

_MOST = 3
_FIRST_PAUSE = 0.5  # seconds; doubled after each attempt, and anything from half of it to all of it is waited
_PASSING_STATUS = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])
_BROKEN_CONNECTIONS = frozenset(
    ["ConnectError", "ReadError", "RemoteProtocolError", "APIConnectionError", "WriteError"]
)


class OverTimeError(Exception):
    """The model had not finished when the time was over."""


class Attempts:
    """The attempts at one reply, to be iterated over: none follows one that succeeded.

    Each is a context manager around the reading of a reply; after it, its pause is to be waited.  It lets an error
    through where no other attempt is to follow: the error stays, a piece of the reply was there already, it was
    tried often enough, or the time would be over.

    Args:
        seconds: How long the reply may take, all attempts and pauses together.
        mended: Tells of an error whether its cause is out of the way now; such an attempt does not count.
    """

    def __init__(self, seconds: float, mended: Callable[[Exception], bool]) -> None:
        self._deadline = time.monotonic() + seconds
        self._mended = mended

    def __iter__(self) -> Iterator[Attempt]:
        number = 0
        while True:
            attempt = Attempt(number, self._deadline, self._mended)
            yield attempt
            if attempt.succeeded:
                return
            number += attempt.counts


class Attempt:
    """One attempt at a reply.

    Attributes:
        deadline: When the reply has to be there, on the monotonic clock.
        succeeded: Whether the reply was read to its end.
        counts: Whether it is one of the few that are made.
        pause: Seconds to wait before the next attempt.
    """

    def __init__(self, number: int, deadline: float, mended: Callable[[Exception], bool]) -> None:
        self.deadline = deadline
        self.succeeded = False
        self.counts = True
        self.pause = 0.0
        self._number = number
        self._mended = mended
        self._begun = False

    def received(self, piece: Piece) -> Piece:
        """Note that a piece of the reply is there, which cannot be taken back; the piece."""
        self._begun = True
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.succeeded = error is None
        if not isinstance(error, Exception) or self._begun:
            return False
        if self._mended(error):
            self.counts = False
        elif self._number + 1 < _MOST and _passes(error):
            self.pause = pause_after(error, self._number)
        else:
            return False
        return time.monotonic() + self.pause < self.deadline


def pause_after(error: Exception, number: int) -> float:
    """Seconds to wait after the attempt with this number, from 0: about twice as long each time, or as asked for."""
    longest: float = _FIRST_PAUSE * 2**number
    return max(longest * random.uniform(0.5, 1.0), _asked_for(error))  # noqa: S311 - spreads attempts, hides nothing


def _passes(error: BaseException | None) -> bool:
    """Whether it may work a moment later: too many requests, a server in trouble, a connection that broke."""
    if error is None or isinstance(error, OverTimeError):
        return False
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in _PASSING_STATUS
    if isinstance(error, RuntimeError) and "Event loop is closed" in str(error):
        return True  # a client's idle connection from an earlier asyncio.run; the next attempt opens its own
    if isinstance(error, ConnectionError) or type(error).__name__ in _BROKEN_CONNECTIONS:
        return True
    return _passes(error.__cause__)


def _asked_for(error: Exception) -> float:
    """Seconds that a server asks to wait, in its Retry-After header."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0
