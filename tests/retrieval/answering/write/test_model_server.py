"""Servers that refuse a part of a request: met once, then asked without it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.model_server import ModelServer
from retrieval.answering.write.model_stream import ModelStream
from retrieval.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel

    from tests.retrieval.chat_server import ChatServer

ASKED = [SystemMessage("Be brief."), HumanMessage("When did Qodirov open it?")]
PRIVATE = "When did Qodirov open it?"


def no_temperature(body: dict[str, Any]) -> str | None:
    if "temperature" in body:
        return "Unsupported value: 'temperature' does not support 0 with this model."
    return None


def no_new_limit(body: dict[str, Any]) -> str | None:
    return "Unknown parameter: max_completion_tokens" if "max_completion_tokens" in body else None


def no_limit(body: dict[str, Any]) -> str | None:
    if {"max_completion_tokens", "max_tokens"}.intersection(body):
        return "max_tokens and max_completion_tokens: Extra inputs are not permitted"
    return None


def no_system(body: dict[str, Any]) -> str | None:
    return "System role not supported" if body["messages"][0]["role"] == "system" else None


def no_stream(body: dict[str, Any]) -> str | None:
    return "Streaming is not supported for this model." if body.get("stream") else None


def nothing(body: dict[str, Any]) -> str | None:
    return no_temperature(body) or no_new_limit(body) or no_system(body) or no_stream(body)


@pytest.mark.parametrize(
    ("refuses", "refusals"),
    [(no_temperature, 1), (no_new_limit, 1), (no_limit, 2), (no_system, 1), (no_stream, 1), (nothing, 4)],
)
async def test_what_is_refused_is_left_out_from_then_on(
    chat: ChatServer, model: BaseChatModel, refuses: Callable[[dict[str, Any]], str | None], refusals: int
) -> None:
    """The same question is answered, and no later one meets the refusal again: of no model at this address."""
    chat.refuses = refuses
    chat.script = lambda _: "It opened in 2006."
    assert "".join(ModelStream(model, 30.0).chunks(ASKED, {})) == "It opened in 2006."
    assert len(chat.requests) == refusals + 1
    again = chat_model(
        Settings.load({"PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url})
    )
    pieces = [piece async for piece in ModelStream(again, 30.0).achunks(ASKED, {})]
    assert "".join(pieces) == "It opened in 2006."
    assert len(chat.requests) == refusals + 2


async def test_without_waiting_for_the_model(chat: ChatServer, model: BaseChatModel) -> None:
    """The asynchronous way meets the refusal too."""
    chat.refuses = nothing
    chat.script = lambda _: "Done."
    assert [piece async for piece in ModelStream(model, 30.0).achunks(ASKED, {})] == ["Done."]
    assert len(chat.requests) == 5


def test_a_limit_stays_under_its_older_name(chat: ChatServer, model: BaseChatModel) -> None:
    """A server that does not know the new name of the limit is given the old one."""
    chat.refuses = no_new_limit
    "".join(ModelStream(model, 30.0).chunks(ASKED, {}))
    assert chat.requests[-1]["max_tokens"] == 1000


def test_instructions_are_not_lost(chat: ChatServer, model: BaseChatModel) -> None:
    """Where the system may not speak, the reader's message begins with what it had to say."""
    chat.refuses = no_system
    "".join(ModelStream(model, 30.0).chunks(ASKED, {}))
    (message,) = chat.requests[-1]["messages"]
    assert message["content"] == "Be brief.\n\nWhen did Qodirov open it?"


@pytest.mark.parametrize(
    "reason",
    ["The engine is on fire", "This model's maximum context length is 4096 tokens", "Bad temperature"],
)
async def test_other_errors_are_errors(chat: ChatServer, model: BaseChatModel, reason: str) -> None:
    """What refuses no part of the request is not tried again."""
    chat.refuses = lambda _: reason
    for reading in (
        asyncio.to_thread(lambda: list(ModelStream(model, 30.0).chunks(ASKED, {}))),
        anext(ModelStream(model, 30.0).achunks(ASKED, {})),
    ):
        with pytest.raises(Exception, match=reason[:10]):
            await reading
    assert len(chat.requests) == 2


def test_a_server_that_refuses_for_ever(chat: ChatServer, model: BaseChatModel) -> None:
    """What was left out cannot be refused again."""
    chat.refuses = lambda _: "temperature is not supported"
    with pytest.raises(Exception, match="temperature is not supported"):
        "".join(ModelStream(model, 30.0).chunks(ASKED, {}))
    assert len(chat.requests) == 2


def test_the_log_says_what_the_server_said(
    chat: ChatServer, model: BaseChatModel, caplog: pytest.LogCaptureFixture
) -> None:
    """But nothing that the reader wrote."""
    chat.refuses = lambda body: "Qodirov: temperature is not supported" if "temperature" in body else None
    with caplog.at_level("DEBUG", logger="retrieval"):
        "".join(ModelStream(model, 30.0).chunks(ASKED, {}, private=PRIVATE))
    assert caplog.messages == [
        "the model's server refuses the temperature, which is left out now; it said: 400 … temperature is not supported"
    ]


@pytest.mark.parametrize("name", ["anthropic:claude-x", "ollama:x"])
def test_other_providers(name: str) -> None:
    """Their models are asked without a temperature too."""
    model = chat_model(Settings.load({"PRESSCITE_LLM": name, "PRESSCITE_LLM_API_KEY": "k"}))
    server = ModelServer(model)
    assert getattr(server.model, "temperature") == 0  # noqa: B009 - each provider's class has its own fields
    assert server.learns(_RefusedError("temperature: Extra inputs are not permitted"), "")
    assert getattr(server.model, "temperature") is None  # noqa: B009
    assert server.messages(ASKED) == ASKED


class _RefusedError(Exception):
    status_code = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.body = {"message": message}
