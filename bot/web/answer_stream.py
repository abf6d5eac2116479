"""An answer that arrives part by part, from a task that works on it to whoever reads it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from bot.web.request_problem import LATE, RequestFailedError

if TYPE_CHECKING:
    from retrieval.answer import Answer


class AnswerStream:
    """The parts of an answer, in the order in which they are proven.

    Reading raises what the task raised; `RequestFailedError` where the answer takes too long.

    Args:
        timeout: Seconds that the whole answer may take.
    """

    def __init__(self, timeout: float) -> None:
        self._deadline = time.monotonic() + timeout
        self._parts: asyncio.Queue[Answer | Exception | None] = asyncio.Queue()
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

    def __aiter__(self) -> AnswerStream:
        return self

    async def __anext__(self) -> Answer:
        try:
            async with asyncio.timeout(self._deadline - time.monotonic()):
                part = await self._parts.get()
        except TimeoutError:
            self.close()
            raise RequestFailedError(LATE) from None
        if part is None:
            raise StopAsyncIteration
        if isinstance(part, Exception):
            raise part
        return part
