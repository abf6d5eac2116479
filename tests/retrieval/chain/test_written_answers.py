"""The chain with a language model that writes: what is shown of it, and what stands in for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from retrieval import build_chain
from retrieval.errors import ModelError
from retrieval.note import Note, NoteCode
from retrieval.settings import Settings
from tests.retrieval.chain.checked import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.store.hit import Hit
    from tests.retrieval.chat_server import ChatServer


def test_language_model_writes_the_answer(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Its sentence is shown with the words it copied, as they stand in the article, and its name."""
    chat.script = lambda _: 'It was opened in 2006. [1: "under the anzob pass was OPENED in 2006"]'
    answer = generating.invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert answer.text == "It was opened in 2006. [1]"
    assert answer.citations[0].quote == "under the Anzob pass was opened in 2006"
    assert answer.answered_by == "openai:scripted"
    assert chat.keys == ["Bearer sk-test"]
    asked = chat.requests[0]["messages"]
    assert "Sample Wire, 2006-07-26" in asked[1]["content"]


async def test_a_question_may_do_without_the_language_model(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """With `language_model` false the answer is quoted, a follow-up is rewritten by rules, and no model is asked."""
    history = [HumanMessage("When was the Istiqlol Tunnel opened?"), AIMessage("In 2006.")]
    asked = {"question": "Who built it?", "history": history, "language_model": False}
    parts = [part async for part in generating.astream(asked)]
    for answer in (generating.invoke(asked), await generating.ainvoke(asked), *parts):
        check(answer, home)
        assert answer.answered_by == "extract"
        assert "Istiqlol" in answer.searched_for
        assert "Sabir" in answer.text
        assert answer.note is None
    assert not chat.requests
    generating.invoke({**asked, "language_model": True})
    assert chat.requests


def test_a_language_model_is_not_given_what_is_of_another_time(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Nor is it asked at all where everything is."""
    chat.script = lambda _: 'The first unit began work. [1: "The first unit of the Rogun dam began work"]'
    answer = generating.invoke("When did the first unit of the Rogun dam begin work in 2018?")
    check(answer, home)
    assert answer.answered_by == "openai:scripted"
    (asked,) = (request["messages"][1]["content"] for request in chat.requests)
    assert "Rogun" in asked
    assert "Istiqlol" not in asked
    refused = generating.invoke("When did the first unit of the Rogun dam begin work in 2021?")
    assert refused.note == Note(code=NoteCode.OTHER_TIME, newer=datetime(2018, 11, 16, tzinfo=UTC))
    assert len(chat.requests) == 1


def test_a_written_sentence_of_another_time_is_dropped(home: Path, chat: ChatServer) -> None:
    """Even where a gate of somebody else's lets the model be asked."""
    settings = Settings(home=home, llm="openai:scripted", llm_base_url=chat.url, llm_api_key="sk-test")
    asking = build_chain(settings, gate=lambda _question, _hits: True)
    chat.script = lambda _: (
        'The first unit began work in November 2018. [1: "The first unit of the Rogun dam began work in November 2018"]'
    )
    answer = asking.invoke("Which unit of the Rogun dam began work on 16 November 2018?")
    assert not answer.refused
    refused = asking.invoke("Which unit of the Rogun dam began work between 2015 and 2017?")
    assert (refused.refused, refused.note) == (
        True,
        Note(code=NoteCode.OTHER_TIME, newer=datetime(2018, 11, 16, tzinfo=UTC)),
    )


def test_unproven_sentences_are_dropped(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """An altered figure and an invented quote go; the true sentence stays and is numbered from 1."""
    chat.script = lambda _: (
        'It was opened in 2016. [1: "was opened in 2006"]\n'
        'It cost a billion. [1: "cost a billion dollars"]\n'
        'It was opened in 2006. [1: "was opened in 2006"]\n'
        "It is very long."
    )
    answer = generating.invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert answer.text == "It was opened in 2006. [1]"


def test_a_model_that_declines_is_a_refusal(generating: Runnable[Any, Answer], chat: ChatServer) -> None:
    """Where the model says that there is no answer, the nearest passages are shown."""
    chat.script = lambda _: "NO ANSWER"
    answer = generating.invoke("What colour is the Istiqlol Tunnel?")
    assert answer.refused
    assert answer.nearest


async def test_where_nothing_is_proven_the_quoted_answer_stands_in(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Sentences that the passages do not carry are not taken for a refusal; the reader is told."""
    chat.script = lambda _: 'It was opened in 2016. [1: "was opened in 2006"]'
    for answer in (
        generating.invoke("When was the Istiqlol Tunnel opened?"),
        await generating.ainvoke("When was the Istiqlol Tunnel opened?"),
    ):
        check(answer, home)
        assert "2006" in answer.text
        assert answer.answered_by == "extract"
        assert answer.note == Note(code=NoteCode.MODEL_UNPROVEN)


@pytest.mark.parametrize("said", [400, "I think it was opened some time ago, probably.", ""])
async def test_failing_model_falls_back(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer, said: str | int
) -> None:
    """An error or nonsense gives the quoted answer, and the reader is told."""
    chat.script = lambda _: said
    for answer in (
        generating.invoke("When was the Istiqlol Tunnel opened?"),
        await generating.ainvoke("When was the Istiqlol Tunnel opened?"),
    ):
        check(answer, home)
        assert "2006" in answer.text
        assert answer.answered_by == "extract"
        assert answer.note == Note(code=NoteCode.MODEL_FAILED)


async def test_verified_sentences_stream(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Each part is a whole answer of proven sentences; added up, they are what invoke returns."""
    chat.script = lambda _: (
        'The tunnel was opened in 2006. [1: "was opened in 2006"]\n'
        'It was opened in 2016. [1: "was opened in 2006"]\n'
        'Sabir, an Iranian company, built it. [1: "The Iranian company Sabir built it"]\n'
    )
    question = "When was the Istiqlol Tunnel opened, and who built it?"
    whole = generating.invoke(question)
    check(whole, home)
    assert whole.text == "The tunnel was opened in 2006. [1] Sabir, an Iranian company, built it. [2]"
    for parts in (list(generating.stream(question)), [part async for part in generating.astream(question)]):
        assert [len(part.sentences) for part in parts] == [1, 1]
        assert parts[0] + parts[1] == whole
    assert await generating.ainvoke(question) == whole
    assert generating.batch([question] * 3) == [whole] * 3


def test_gate_keeps_the_model_from_being_asked(home: Path, chat: ChatServer) -> None:
    """Where the passages plainly do not answer, no model is called, and the quoting answerer decides."""
    asked: list[str] = []

    def gate(question: str, hits: Sequence[Hit]) -> bool:
        asked.append(question)
        return "pink" not in question and bool(hits)

    settings = Settings.load(
        {"PRESSCITE_HOME": str(home), "PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url}
    )
    chain = build_chain(settings, gate=gate)
    assert chain.invoke("Who painted the pink cathedral of Lisbon?").answered_by == "extract"
    assert not chat.requests
    chain.invoke("When was the Istiqlol Tunnel opened?")
    assert len(chat.requests) == 1
    assert len(asked) == 2


def test_gate_is_not_asked_where_there_is_no_model(home: Path) -> None:
    """Nor where the question does without it: it decides about the model alone."""

    def gate(_question: str, _hits: Sequence[Hit]) -> bool:
        raise AssertionError("asked")

    chain = build_chain(Settings(home=home), gate=gate)
    assert "2006" in chain.invoke("When was the Istiqlol Tunnel opened?").text


def test_article_cannot_close_its_fence(generating: Runnable[Any, Answer], chat: ChatServer) -> None:
    """Passages reach the model between fences that their own text cannot close."""
    generating.invoke("When was the Istiqlol Tunnel opened?")
    prompt = chat.requests[0]["messages"][1]["content"]
    assert prompt.count('"""') == 2 * prompt.count("Passage ")


def test_unknown_provider_is_named() -> None:
    """A provider nobody knows is an error with the setting's name."""
    with pytest.raises(ModelError, match="PRESSCITE_LLM = 'nobody:model'"):
        build_chain(Settings.load({"PRESSCITE_LLM": "nobody:model"}))
