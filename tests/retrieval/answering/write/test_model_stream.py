"""Streams of a model: within their time, tried again after errors that pass."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.write.attempts import OverTimeError
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.model_stream import ModelStream
from retrieval.answering.write.prompt import messages
from retrieval.settings import Settings
from tests.retrieval.answering.write.conftest import HIT
from tests.retrieval.chat_server import ChatServer, eventually

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ASKED = messages("When was the tunnel opened?", [HIT])


def read(model: BaseChatModel, seconds: float = 30.0) -> str:
    return "".join(ModelStream(model, seconds).chunks(ASKED, {}))


async def aread(model: BaseChatModel, seconds: float = 30.0) -> str:
    return "".join([piece async for piece in ModelStream(model, seconds).achunks(ASKED, {})])


async def test_pieces_come_as_they_are_written(chat: ChatServer, model: BaseChatModel) -> None:
    """Both ways, and nothing is lost."""
    chat.script = lambda _: "one two three " * 20
    assert read(model) == await aread(model) == "one two three " * 20


def test_whoever_has_enough_hangs_up(chat: ChatServer, model: BaseChatModel) -> None:
    """The thread that reads for a reader ends soon after the reader does."""
    chat.script = lambda _: "word " * 2_000
    chat.pause = 0.02
    pieces = ModelStream(model, 30.0).chunks(ASKED, {})
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert eventually(lambda: not any(t.name == "presscite-model" for t in threading.enumerate()))


async def test_time_is_over(chat: ChatServer, model: BaseChatModel) -> None:
    """A model that drips is stopped at the deadline, not when it has been silent for so long."""
    chat.script = lambda _: "word " * 2_000
    chat.pause = 0.02
    with pytest.raises(OverTimeError):
        read(model, seconds=0.3)
    with pytest.raises(OverTimeError):
        await aread(model, seconds=0.3)


async def test_an_attempt_that_gave_something_is_not_repeated(chat: ChatServer, model: BaseChatModel) -> None:
    """The connection breaks after the first words."""
    chat.script = lambda _: "word " * 20
    chat.cut_after = 30
    for reading in (asyncio.to_thread(read, model), aread(model)):
        with pytest.raises(Exception, match=r"(?i)peer closed|incomplete|connection"):
            await reading
    assert len(chat.requests) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_errors_that_pass_are_tried_again(
    chat: ChatServer, model: BaseChatModel, status: int, pauses: list[float]
) -> None:
    """Two failures, then an answer; each pause may be twice as long as the one before, none is the same."""
    replies: list[str | int] = [status, status, "Done."] * 2
    chat.script = lambda _: replies.pop(0)
    for reading in (asyncio.to_thread(read, model), aread(model)):
        assert await reading == "Done."
    assert len(chat.requests) == 6
    first, second, other_first, _ = pauses
    assert 0.25 <= first <= 0.5 < second * 2 <= 2.0
    assert first != other_first


@pytest.mark.parametrize("status", [401, 404])
async def test_errors_that_stay_are_not(chat: ChatServer, model: BaseChatModel, status: int) -> None:
    """A wrong key or a wrong request is not sent again."""
    chat.script = lambda _: status
    for reading in (asyncio.to_thread(read, model), aread(model)):
        with pytest.raises(Exception, match="scripted"):
            await reading
    assert len(chat.requests) == 2


def test_server_that_is_not_there(pauses: list[float]) -> None:
    """A refused connection is tried three times, then it is an error."""
    settings = {"PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": "http://127.0.0.1:9/v1"}
    with pytest.raises(Exception, match=r"(?i)connection"):
        read(chat_model(Settings.load(settings)))
    assert len(pauses) == 2


def test_one_stream_serves_one_event_loop_after_another(chat: ChatServer, model: BaseChatModel) -> None:
    """A script may call `asyncio.run` again and again; connections of a closed loop do no harm."""
    chat.script = lambda _: "Done."
    assert [asyncio.run(aread(model)) for _ in range(3)] == ["Done."] * 3


async def test_event_loop_is_never_blocked(chat: ChatServer, model: BaseChatModel) -> None:
    """While a slow model writes, other work goes on."""
    chat.script = lambda _: "one two three four five six " * 8
    chat.pause = 0.02
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - before)

    pulse = asyncio.create_task(beat())
    began = time.monotonic()
    await aread(model)
    pulse.cancel()
    assert longest < (time.monotonic() - began) / 2


async def test_a_reader_that_is_cancelled_leaves_nothing(chat: ChatServer, model: BaseChatModel) -> None:
    """The tasks that read the model end with the reader."""
    chat.script = lambda _: "word " * 2_000
    chat.pause = 0.02
    async with aclosing(ModelStream(model, 30.0).achunks(ASKED, {})) as pieces:
        await anext(pieces)
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


def test_output_is_limited_and_asked_for_as_a_stream(chat: ChatServer, model: BaseChatModel) -> None:
    """The request carries the limit of tokens, temperature 0 and the wish for a stream."""
    chat.script = lambda _: "Done."
    read(model)
    (request,) = chat.requests
    assert request["stream"] is True
    assert request["temperature"] == 0
    assert 1000 in (request.get("max_tokens"), request.get("max_completion_tokens"))
