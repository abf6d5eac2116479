"""What a chat model writes, as it writes it: within a time limit, tried again after errors that pass."""

from __future__ import annotations

import asyncio
import contextvars
import queue
import random
import threading
import time
from contextlib import aclosing, closing, suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig

_ATTEMPTS = 3
_FIRST_PAUSE = 0.5  # seconds; doubled after each attempt, and anything from half of it to all of it is waited
_PASSING = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])


class OverTimeError(Exception):
    """The model had not finished when the time was over."""


class ModelStream:
    """Streams replies of a chat model.

    Args:
        model: The model; it should not retry by itself.
        seconds: How long a reply may take, all attempts and pauses together.
    """

    def __init__(self, model: BaseChatModel, seconds: float) -> None:
        self._model = model
        self._seconds = seconds

    def chunks(self, messages: Sequence[BaseMessage], config: RunnableConfig) -> Iterator[str]:
        """The reply piece by piece; an attempt that has given a piece is not repeated.

        Raises:
            OverTimeError: The time is over.
            Exception: Whatever the model's client raises.
        """
        deadline = time.monotonic() + self._seconds
        for attempt in range(_ATTEMPTS):
            received = False
            try:
                for text in self._pumped(messages, config, deadline):
                    received = True
                    yield text
            except Exception as error:
                pause = _pause(error, attempt)
                if received or pause is None or time.monotonic() + pause >= deadline:
                    raise
            else:
                return
            time.sleep(pause)

    async def achunks(self, messages: Sequence[BaseMessage], config: RunnableConfig) -> AsyncIterator[str]:
        """`chunks`, awaiting the model."""
        deadline = time.monotonic() + self._seconds
        for attempt in range(_ATTEMPTS):
            received = False
            try:
                async for text in self._apumped(messages, config, deadline):
                    received = True
                    yield text
            except Exception as error:
                pause = _pause(error, attempt)
                if received or pause is None or time.monotonic() + pause >= deadline:
                    raise
            else:
                return
            await asyncio.sleep(pause)

    def _pumped(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, deadline: float
    ) -> Iterator[str]:
        # A client's time limit counts from piece to piece; a thread of its own lets the whole have one.
        pieces: queue.Queue[str | Exception | None] = queue.Queue()
        over = threading.Event()

        def pump() -> None:
            try:
                with closing(cast("Any", self._model.stream(list(messages), config))) as written:
                    for chunk in written:
                        if over.is_set():
                            return
                        pieces.put(str(chunk.text))
                pieces.put(None)
            except Exception as error:  # noqa: BLE001 - raised again where the pieces are read
                pieces.put(error)

        threading.Thread(
            target=contextvars.copy_context().run, args=(pump,), name="presscite-model", daemon=True
        ).start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.001, deadline - time.monotonic()))
                except queue.Empty:
                    raise OverTimeError from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            over.set()

    async def _apumped(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, deadline: float
    ) -> AsyncIterator[str]:
        # A task of its own reads the model, so that the time limit never cancels whoever reads from here.
        pieces: asyncio.Queue[str | Exception | None] = asyncio.Queue()

        async def pump() -> None:
            try:
                async with aclosing(cast("Any", self._model.astream(list(messages), config))) as written:
                    async for chunk in written:
                        pieces.put_nowait(str(chunk.text))
                pieces.put_nowait(None)
            except Exception as error:  # noqa: BLE001 - raised again where the pieces are read
                pieces.put_nowait(error)

        task = asyncio.create_task(pump())
        try:
            while True:
                try:
                    async with asyncio.timeout(deadline - time.monotonic()):
                        piece = await pieces.get()
                except TimeoutError:
                    raise OverTimeError from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _pause(error: Exception, attempt: int) -> float | None:
    """How many seconds to wait before the next attempt; `None` where there is to be none."""
    if attempt + 1 >= _ATTEMPTS or not _passes(error):
        return None
    longest: float = _FIRST_PAUSE * 2**attempt
    return max(longest * random.uniform(0.5, 1.0), _asked_for(error))  # noqa: S311 - spreads attempts, hides nothing


def _passes(error: BaseException | None) -> bool:
    """Whether it may work a moment later: too many requests, a server in trouble, a connection that broke."""
    if error is None or isinstance(error, OverTimeError):
        return False
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in _PASSING
    if isinstance(error, RuntimeError) and "Event loop is closed" in str(error):
        return True  # a client's idle connection from an earlier asyncio.run; the next attempt opens its own
    if isinstance(error, ConnectionError) or type(error).__name__ in _BROKEN_CONNECTIONS:
        return True
    return _passes(error.__cause__)


_BROKEN_CONNECTIONS = frozenset(
    ["ConnectError", "ReadError", "RemoteProtocolError", "APIConnectionError", "WriteError"]
)


def _asked_for(error: Exception) -> float:
    """Seconds that a server asks to wait, in its Retry-After header."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0
