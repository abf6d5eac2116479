"""The second look of a language model at its own sentences."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.write.generator import Generator
from retrieval.answering.write.review import Review, ReviewedSentence, parse
from retrieval.answering.write.written_answer import UnprovenError
from tests.retrieval.answering.write.conftest import ALSO_TRUE, HIT, QUESTION, TEXT, TRUE

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.answer import Answer
    from tests.retrieval.chat_server import ChatServer

_ASKED = "You check sentences"


@pytest.fixture
def reviewing(model: BaseChatModel) -> Generator:
    return Generator(model, "openai:scripted", seconds=30.0, review=True)


def script(chat: ChatServer, reply: str | int) -> None:
    """Two true sentences, then so much of a second look."""
    chat.script = lambda messages: reply if _ASKED in messages[0]["content"] else TRUE + ALSO_TRUE


async def both_ways(generator: Generator) -> list[list[Answer]]:
    """The parts of an answer, streamed and streamed asynchronously."""
    parts = await asyncio.to_thread(lambda: list(generator.stream(QUESTION, [HIT], {})))
    return [parts, [part async for part in generator.astream(QUESTION, [HIT], {})]]


@pytest.mark.parametrize(
    ("reply", "fallen"),
    [
        ('{"not_supported": [2]}', {1}),
        ('```json\n{"not_supported": ["1", 3]}\n```', {0, 2}),
        ("Sentences [2] and so on", {1}),
        ('<think>[1]</think> {"not_supported": []}', set()),
        ("[]", set()),
        ('{"unsupported": [1, 1]} I hope this helps.', {0}),
    ],
)
def test_replies_that_can_be_read(reply: str, fallen: set[int]) -> None:
    """Fences, thoughts, words around it and numbers as strings make no difference."""
    assert parse(reply, 3) == frozenset(fallen)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "All of them follow.",
        "[4]",
        "[0]",
        '{"verdict": true}',
        '{"not_supported": "2"}',
        "[true]",
        "[[1]]",
    ],
)
def test_replies_that_cannot(reply: str) -> None:
    """No list of numbers, or a number that no sentence has, takes nothing away."""
    assert parse(reply, 3) is None


async def test_what_does_not_follow_is_left_out(chat: ChatServer, reviewing: Generator) -> None:
    """The sentence that the model names is not shown, and the others are numbered from 1."""
    script(chat, '{"not_supported": [1]}')
    for parts in await both_ways(reviewing):
        assert [part.text for part in parts] == ["It links Dushanbe with the north. [1]"]


async def test_what_follows_stays(chat: ChatServer, reviewing: Generator) -> None:
    """Where the model names none, the answer is what it is without a second look."""
    script(chat, '{"not_supported": []}')
    for parts in await both_ways(reviewing):
        assert [part.text for part in parts] == [
            "The tunnel was opened in 2006. [1]",
            "It links Dushanbe with the north. [2]",
        ]


@pytest.mark.parametrize("reply", [500, 401, "I cannot tell.", "[7]"])
async def test_a_second_look_that_fails(chat: ChatServer, reviewing: Generator, reply: str | int) -> None:
    """What the rules kept is shown, and no note says anything of it."""
    script(chat, reply)
    for parts in await both_ways(reviewing):
        assert len(parts) == 2
        assert [part.note for part in parts] == [None, None]


async def test_where_nothing_follows(chat: ChatServer, reviewing: Generator) -> None:
    """No sentence left is the same as none proven: the quoted answer stands in."""
    script(chat, "[1, 2]")
    with pytest.raises(UnprovenError):
        list(reviewing.stream(QUESTION, [HIT], {}))
    with pytest.raises(UnprovenError):
        [part async for part in reviewing.astream(QUESTION, [HIT], {})]


def test_what_the_model_is_shown(chat: ChatServer, reviewing: Generator) -> None:
    """Each sentence with the whole sentence that it cites, and nothing else of the passage."""
    script(chat, "[]")
    list(reviewing.stream(QUESTION, [HIT], {}))
    shown = chat.requests[-1]["messages"][-1]["content"]
    assert (
        'Sentence 1: The tunnel was opened in 2006.\n"""\nThe tunnel under the pass was opened in 2006.\n"""'
        in shown
    )
    assert "Sabir" in TEXT
    assert "Sabir" not in shown


async def test_broken_off_before_the_second_look(chat: ChatServer, reviewing: Generator) -> None:
    """What was proven until then is shown, with the word that the model broke off, and no second look is taken."""
    script(chat, "[1]")
    chat.cut_after = len(TRUE) + 10
    for parts in await both_ways(reviewing):
        assert parts[0].text == "The tunnel was opened in 2006. [1]"
        assert parts[-1].note is not None
    assert not any(_ASKED in request["messages"][0]["content"] for request in chat.requests)


def test_nothing_to_look_at(model: BaseChatModel, chat: ChatServer) -> None:
    """Without a sentence, or without time, the model is not asked."""
    review = Review(model)
    assert review.fallen([], {}, seconds=10.0, private="") == frozenset()
    assert review.fallen([ReviewedSentence("a", "b")], {}, seconds=0.1, private="") == frozenset()
    assert chat.requests == []
