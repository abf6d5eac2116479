"""The answerer with a language model, from the question to the parts of the answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from retrieval.note import NoteCode
from tests.retrieval.answering.write.conftest import ALSO_TRUE, HIT, QUESTION, TRUE

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.answering.write.generator import Generator
    from tests.retrieval.chat_server import ChatServer


async def both_ways(generator: Generator) -> list[list[Answer]]:
    """The parts of an answer, streamed and streamed asynchronously."""
    parts = await asyncio.to_thread(lambda: list(generator.stream(QUESTION, [HIT], {})))
    return [parts, [part async for part in generator.astream(QUESTION, [HIT], {})]]


async def test_sentences_come_one_by_one(chat: ChatServer, generator: Generator) -> None:
    """Each part is one sentence; what is not proven is left out."""
    chat.script = lambda _: TRUE + 'It is pink. [1: "it is pink"]\n' + ALSO_TRUE
    for parts in await both_ways(generator):
        assert [part.text for part in parts] == [
            "The tunnel was opened in 2006. [1]",
            "It links Dushanbe with the north. [2]",
        ]


def test_first_sentence_is_there_before_the_last_is_written(chat: ChatServer, generator: Generator) -> None:
    """A reader need not wait for the end."""
    chat.script = lambda _: TRUE + "x" * 4_000
    chat.pause = 0.05
    parts = generator.stream(QUESTION, [HIT], {})
    assert next(parts).text == "The tunnel was opened in 2006. [1]"
    parts.close()  # type: ignore[attr-defined]


async def test_a_model_that_breaks_off(chat: ChatServer, generator: Generator) -> None:
    """What was shown stays, and the reader is told that the model broke off."""
    chat.script = lambda _: TRUE + ALSO_TRUE
    chat.cut_after = len(TRUE) + 10
    for parts in await both_ways(generator):
        whole = parts[0] + parts[-1]
        assert whole.text == "The tunnel was opened in 2006. [1]"
        assert whole.note is not None
        assert whole.note.code is NoteCode.MODEL_BROKE_OFF


async def test_a_model_that_fails_before_the_first_sentence(chat: ChatServer, generator: Generator) -> None:
    """There is nothing to show, so the error is the caller's."""
    chat.script = lambda _: 401
    with pytest.raises(Exception, match="scripted"):
        await both_ways(generator)
