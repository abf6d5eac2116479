"""What a chat model writes, as it writes it: within a time limit, tried again after errors that pass."""

from __future__ import annotations

import asyncio
import contextvars
import queue
import threading
import time
from contextlib import aclosing, closing, suppress
from typing import TYPE_CHECKING, Any, cast

from retrieval.answering.write.attempts import Attempts, OverTimeError
from retrieval.answering.write.model_server import ModelServer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig


class ModelStream:
    """Streams replies of a chat model.

    Args:
        model: The model; it should not retry by itself.
        seconds: How long a reply may take, all attempts and pauses together.
    """

    def __init__(self, model: BaseChatModel, seconds: float) -> None:
        self._server = ModelServer(model)
        self._seconds = seconds

    def chunks(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, *, private: str = ""
    ) -> Iterator[str]:
        """The reply piece by piece; an attempt that has given a piece is not repeated.

        Args:
            messages: What the model is given.
            config: LangChain's callbacks and the like.
            private: What a reader wrote, of which nothing is logged.

        Raises:
            OverTimeError: The time is over.
            Exception: Whatever the model's client raises.
        """
        for attempt in self._attempts(private):
            with attempt:
                for text in self._read(messages, config, attempt.deadline):
                    yield attempt.received(text)
            time.sleep(attempt.pause)

    async def achunks(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, *, private: str = ""
    ) -> AsyncGenerator[str]:
        """`chunks`, awaiting the model."""
        for attempt in self._attempts(private):
            with attempt:
                async with aclosing(self._aread(messages, config, attempt.deadline)) as pieces:
                    async for text in pieces:
                        yield attempt.received(text)
            await asyncio.sleep(attempt.pause)

    def _attempts(self, private: str) -> Attempts:
        return Attempts(self._seconds, lambda error: self._server.learns(error, private))

    def _read(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, deadline: float
    ) -> Iterator[str]:
        # A client's time limit counts from piece to piece; a thread of its own lets the whole have one.
        pieces: queue.Queue[str | Exception | None] = queue.Queue()
        model, given = self._server.model, self._server.messages(messages)
        over = threading.Event()

        def pump() -> None:
            try:
                with closing(cast("Any", model.stream(given, config))) as written:
                    for chunk in written:
                        if over.is_set():
                            return
                        pieces.put(str(chunk.text))
                pieces.put(None)
            except Exception as error:  # noqa: BLE001 - raised again where the pieces are read
                pieces.put(error)

        context = contextvars.copy_context()  # holds LangChain's callbacks
        threading.Thread(target=context.run, args=(pump,), name="presscite-model", daemon=True).start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.001, deadline - time.monotonic()))
                except queue.Empty:
                    raise OverTimeError from None
                if piece is None:
                    return
                yield _text(piece)
        finally:
            over.set()

    async def _aread(
        self, messages: Sequence[BaseMessage], config: RunnableConfig, deadline: float
    ) -> AsyncGenerator[str]:
        # A task of its own reads the model, so that the time limit never cancels whoever reads from here.
        pieces: asyncio.Queue[str | Exception | None] = asyncio.Queue()
        model, given = self._server.model, self._server.messages(messages)

        async def pump() -> None:
            try:
                async with aclosing(cast("Any", model.astream(given, config))) as written:
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
                yield _text(piece)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _text(piece: str | Exception) -> str:
    if isinstance(piece, Exception):
        raise piece
    return piece
