"""Questions on their way through the chain: so many at once, so many that wait, and none longer than allowed."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot.web.answer_stream import AnswerStream
from bot.web.request_problem import BUSY, LATE, RequestFailedError
from retrieval.in_thread import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from langchain_core.runnables import Runnable

    from bot.web.metrics import AnswerOutcome, WebMetrics
    from retrieval.answer import Answer

Value = TypeVar("Value")


class Questions:
    """Asks the chain for those who asked us.

    What a question needs runs in threads, and holds its slot until the last of them has ended, whether or not
    somebody still waits for the answer.

    Args:
        chain: A question in, an Answer out.
        metrics: Counts how questions end.
        writes: Whether a language model writes the answers, so that most of the time is spent waiting for it.
        slots: How many are worked on at once.
        waiting: How many more may wait.
        timeout: Seconds that an answer may take.
    """

    def __init__(
        self,
        chain: Runnable[Any, Answer],
        metrics: WebMetrics,
        *,
        writes: bool,
        slots: int,
        waiting: int,
        timeout: float,
    ) -> None:
        self._chain = chain
        self._metrics = metrics
        self._writes = writes
        self._slots = asyncio.Semaphore(slots)
        self._may_wait = waiting
        self._waiting = 0
        self._in_flight = 0
        self._timeout = timeout
        self._tasks: set[asyncio.Task[Any]] = set()

    async def answer(self, asked: Mapping[str, Any]) -> Answer:
        """The answer to a question, in one piece.

        Args:
            asked: As the chain takes it.

        Raises:
            RequestFailedError: Too many wait already, or it takes too long.
            RetrievalError: As the chain raises it.
        """
        return await self._done(self._counted(self._ask(asked)))

    def stream(self, asked: Mapping[str, Any]) -> AnswerStream:
        """The answer to a question, part by part; whoever does not want the rest closes it.

        Args:
            asked: As the chain takes it.
        """
        stream = AnswerStream(self._timeout)
        stream.fed_by(self._kept(self._counted(self._feed(stream, asked))))
        return stream

    async def look_up(self, work: Callable[[], Value]) -> Value:
        """What a function finds in the store, in a thread and within the same limits.

        Args:
            work: The function.

        Raises:
            RequestFailedError: Too many wait already, or it takes too long.
        """
        return await self._done(self._slotted(work))

    async def drain(self, grace: float) -> None:
        """Finish what is being worked on; what takes longer is cancelled."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace)
            for task in late:
                task.cancel()

    async def _ask(self, asked: Mapping[str, Any]) -> Answer:
        async with self._slot():
            if self._writes:
                return await self._chain.ainvoke(asked)
            # One thread for the whole instead of one for each step: the loop has others to serve meanwhile.
            return await in_thread(None, self._chain.invoke, asked)

    async def _feed(self, stream: AnswerStream, asked: Mapping[str, Any]) -> Answer:
        whole: Answer | None = None
        try:
            async with self._slot(), aclosing(cast("Any", self._chain.astream(asked))) as parts:
                async for part in parts:
                    whole = part if whole is None else whole + part
                    stream.put(part)
        except Exception as error:
            stream.fail(error)
            raise
        stream.end()
        if whole is None:
            raise RuntimeError("the chain gave no answer")
        return whole

    async def _slotted(self, work: Callable[[], Value]) -> Value:
        async with self._slot():
            return await in_thread(None, work)

    async def _done(self, work: Coroutine[Any, Any, Value]) -> Value:
        """What a piece of work returns; it is cancelled where it takes too long, or nobody waits for it any more."""
        task = self._kept(work)
        try:
            done, _ = await asyncio.wait({task}, timeout=self._timeout)
            if not done:
                raise RequestFailedError(LATE)
            return task.result()
        finally:
            task.cancel()

    def _kept(self, work: Coroutine[Any, Any, Value]) -> asyncio.Task[Value]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waits for it has it; nobody may wait any more

    async def _counted(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        began = time.monotonic()
        outcome: AnswerOutcome = "failed"
        try:
            answer = await work
            outcome = _outcome(answer)
        except asyncio.CancelledError:
            outcome = "late" if time.monotonic() - began >= self._timeout else "stopped"
            raise
        except RequestFailedError as error:
            outcome = "busy" if error.problem is BUSY else "failed"
            raise
        finally:
            self._metrics.question(outcome, time.monotonic() - began)
        return answer

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        if self._slots.locked() and self._waiting >= self._may_wait:
            raise RequestFailedError(BUSY)
        self._waiting += 1
        self._tell()
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        self._in_flight += 1
        self._tell()
        try:
            yield
        finally:
            self._in_flight -= 1
            self._slots.release()
            self._tell()

    def _tell(self) -> None:
        self._metrics.work(waiting=self._waiting, in_flight=self._in_flight)


def _outcome(answer: Answer) -> AnswerOutcome:
    if not answer.kind.searches:
        return "empty"
    return "refused" if answer.refused else "answered"
