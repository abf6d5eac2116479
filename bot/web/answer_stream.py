"""An answer that arrives part by part, from a task that works on it to whoever reads it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from bot.web.request_problem import LATE, RequestFailedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from retrieval.answer import Answer

_NOTHING_YET = object()


class AnswerStream:
    """The parts of an answer, in the order in which they are proven.

    Reading raises what the task raised; `RequestFailedError` where the answer takes too long.

    Args:
        timeout: Seconds that the whole answer may take.
    """

    def __init__(self, timeout: float) -> None:
        self._deadline = time.monotonic() + timeout
        self._parts: asyncio.Queue[Answer | Exception | None] = asyncio.Queue()
        self._first: Answer | None = None
        self._task: asyncio.Task[Any] | None = None

    def fed_by(self, task: asyncio.Task[Any]) -> None:
        """Name the task that puts the parts, which `close` cancels."""
        self._task = task

    def put(self, part: Answer) -> None:
        """The next part."""
        self._parts.put_nowait(part)

    def fail(self, error: Exception) -> None:
        """There will be no further part."""
        self._parts.put_nowait(error)

    def end(self) -> None:
        """That was the last part."""
        self._parts.put_nowait(None)

    def close(self) -> None:
        """No further part is wanted: the work on it is stopped.  The task lets go of the store as soon as it can."""
        if self._task is not None:
            self._task.cancel()

    async def first(self) -> Answer | None:
        """The first part, which comes again when the parts are read; `None` where there is none.

        Raises:
            RequestFailedError: It takes too long.
            Exception: What the task raised.
        """
        if self._first is None:
            self._first = await self._next(None)
        return self._first

    async def parts(self, idle: float) -> AsyncIterator[Answer | None]:
        """All parts; `None` whenever nothing has come for a while.

        Args:
            idle: Seconds of a while.

        Raises:
            RequestFailedError: The answer takes too long.
            Exception: What the task raised.
        """
        part = await self.first()
        while part is not None:
            yield part
            while (part := await self._next(idle)) is _NOTHING_YET:
                yield None

    async def _next(self, idle: float | None) -> Any:
        left = self._deadline - time.monotonic()
        patience = left if idle is None else min(idle, left)
        try:
            async with asyncio.timeout(patience):
                part = await self._parts.get()
        except TimeoutError:
            if patience < left:
                return _NOTHING_YET
            self.close()
            raise RequestFailedError(LATE) from None
        if isinstance(part, Exception):
            raise part
        return part
