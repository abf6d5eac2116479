"""A scripted server, a passage, and attempts that follow one another at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.write import attempts
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.generator import Generator
from retrieval.question import Question
from retrieval.settings import Settings
from retrieval.store.hit import Hit
from tests.retrieval.chat_server import ChatServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.language_models import BaseChatModel

TEXT = "The tunnel under the pass was opened in 2006. It links Dushanbe with the north. Sabir built it in three years."
HIT = Hit(
    passage_id="p", article_id="a", text=TEXT, start=10, end=10 + len(TEXT), title="Tunnel opens", url=None,
    source="Sample Wire", published=datetime(2006, 7, 26, tzinfo=UTC), language="en", score=1.0,
)  # fmt: skip
TRUE = 'The tunnel was opened in 2006. [1: "was opened in 2006"]\n'
ALSO_TRUE = 'It links Dushanbe with the north. [1: "It links Dushanbe with the north"]\n'
QUESTION = Question.of("When was the tunnel opened?")


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve() as server:
        yield server


@pytest.fixture
def model(chat: ChatServer) -> BaseChatModel:
    """A real client of the scripted server."""
    return chat_model(Settings.load({"PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url}))


@pytest.fixture
def generator(model: BaseChatModel) -> Generator:
    return Generator(model, "openai:scripted", seconds=30.0)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between attempts, written down and cut short."""
    made: list[float] = []
    real = attempts.pause_after

    def short(error: Exception, number: int) -> float:
        made.append(real(error, number))
        return 0.001

    monkeypatch.setattr(attempts, "pause_after", short)
    return made
