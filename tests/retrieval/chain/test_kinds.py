"""What asks for no single fact: courtesies, the newest articles, overviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from retrieval import build_chain
from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind
from retrieval.settings import Settings
from tests.retrieval.chain.checked import check

if TYPE_CHECKING:
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from tests.retrieval.chat_server import ChatServer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Спасибо!", QuestionKind.COURTESY),
        ("👍", QuestionKind.COURTESY),
        ("что ты умеешь", QuestionKind.HELP),
    ],
)
async def test_what_asks_for_nothing_is_not_searched_for(
    tmp_path: Path, generating: Runnable[Any, Answer], chat: ChatServer, text: str, kind: QuestionKind
) -> None:
    """Not even a store is needed, nor is a language model asked; the same in all ways of asking."""
    asked = {"question": text, "language": "ru"}
    answer = build_chain(Settings(home=tmp_path / "no store")).invoke(asked)
    assert (answer.kind, answer.refused, answer.sentences, answer.language) == (kind, False, (), "ru")
    assert answer.text
    assert await generating.ainvoke(asked) == answer
    assert list(generating.stream(asked)) == [answer]
    assert chat.requests == []


def test_courtesies_of_the_history_do_not_count(chain: Runnable[Any, Answer]) -> None:
    """After "hello" a name is asked for by itself."""
    history = [HumanMessage("hello"), AIMessage("Always glad to help.")]
    answer = chain.invoke({"question": "rogun dam?", "history": history})
    assert answer.searched_for == "rogun dam?"


def test_newest_articles(chain: Runnable[Any, Answer], home: Path) -> None:
    """Newest first, each by its lead sentence, and no follow-up to what was said before."""
    history = [HumanMessage("When was the Istiqlol Tunnel opened?"), AIMessage("It was opened in 2006. [1]")]
    answer = chain.invoke({"question": "latest news", "history": history})
    check(answer, home)
    assert answer.kind is QuestionKind.LATEST
    assert answer.searched_for == "latest news"
    assert [citation.article_id.rsplit("#")[-1] for citation in answer.citations] == ["dam", "tunnel"]


async def test_overview_with_a_language_model(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """A model may write it from the passages of the overview; where what it writes is not proven these are quoted."""
    chat.script = lambda _: "Everybody loves the dam."
    answer = await generating.ainvoke("Tell me about the Rogun dam")
    check(answer, home)
    assert answer.kind is QuestionKind.OVERVIEW
    assert answer.note == Note(code=NoteCode.MODEL_FAILED)
    assert answer.sentences[0].text.endswith("The first unit of the Rogun dam began work in November 2018.")
    assert len(chat.requests) == 1
    assert generating.invoke("latest news").answered_by == "extract"
    assert len(chat.requests) == 1
