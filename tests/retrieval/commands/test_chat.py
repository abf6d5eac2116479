"""A conversation on the terminal: what the next question is told of the ones before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.runnables import RunnableLambda

from retrieval.answer import Answer, Sentence
from retrieval.commands.chat import Conversation
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


class Chain:
    """Answers every question but those about Baku, and keeps what it was given."""

    def __init__(self) -> None:
        self.histories: list[list[BaseMessage]] = []

    def __call__(self, given: dict[str, Any]) -> Answer:
        question = given["question"]
        self.histories.append(given["history"])
        if question == "fail":
            raise ValueError(question)
        if question == "thanks":
            return Answer(question=question, searched_for=question, kind=QuestionKind.COURTESY)
        refused = "Baku" in question
        sentences = () if refused else (Sentence(text="It is so.", citations=(1,)),)
        return Answer(question=question, searched_for=question, sentences=sentences, refused=refused)


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def conversation(chain: Chain) -> Conversation:
    return Conversation(RunnableLambda(chain), on_error=lambda _: None)


def test_the_next_question_knows_the_turns_before(chain: Chain, conversation: Conversation) -> None:
    """Question and answer with its marks; that one was a refusal is a field of its message."""
    for line in ("Who?", "Who in Baku?", "And now?"):
        conversation.hear(line)
    last = chain.histories[-1]
    assert [message.content for message in last] == [
        "Who?", "It is so. [1]", "Who in Baku?", "The articles do not say.",
    ]  # fmt: skip
    assert [message.additional_kwargs for message in last] == [{}, {}, {}, {"refused": True}]


def test_a_new_conversation_knows_nothing(chain: Chain, conversation: Conversation) -> None:
    """Nor does a question that failed leave anything."""
    for line in ("Who?", "/new", "fail", "And now?"):
        conversation.hear(line)
    assert chain.histories[-1] == []
    assert conversation.failed


def test_what_is_no_command_is_no_question(chain: Chain, conversation: Conversation) -> None:
    """A slip of the finger is said to be one."""
    conversation.hear("/nwe")
    assert chain.histories == []


def test_courtesies_are_not_remembered(
    chain: Chain, conversation: Conversation, capsys: pytest.CaptureFixture[str]
) -> None:
    """Something is said back, without sources, and the next question knows nothing of it."""
    for line in ("thanks", "And now?"):
        conversation.hear(line)
    assert chain.histories[-1] == []
    said = capsys.readouterr().out
    assert said.startswith("Always glad to help.")
    assert "Sources" not in said.split("It is so.")[0]
