"""What was said: the latest questions with their answers, without marks, markup and refusals."""

from __future__ import annotations

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

from retrieval.conversation.turns import LATEST, Turn, answer_message, turns, without_courtesies


def test_questions_and_answers_in_turn() -> None:
    """Oldest first; instructions, tools and what was said before the first question are no turns."""
    history = [
        AIMessage("Welcome!"),
        SystemMessage("You are a bot."),
        HumanMessage("Who built it?"),
        ToolMessage("found", tool_call_id="1"),
        AIMessage("Sabir."),
        HumanMessage("When?"),
    ]
    assert turns(history) == [Turn("Who built it?", "Sabir."), Turn("When?")]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Sabir did the work. [1][2] Iran paid. [3, 4]", "Sabir did the work. Iran paid."),
        ("**Sabir** did it, see [the article](https://example.org/a).", "Sabir did it, see the article."),
        ("It was\n\nSabir.", "It was Sabir."),
        ("The articles speak of Sabir.", "The articles speak of Sabir."),
    ],
)
def test_answers_carry_facts_and_nothing_else(said: str, kept: str) -> None:
    """Marks and markup are taken off."""
    assert turns([HumanMessage("Who?"), AIMessage(said)]) == [Turn("Who?", kept)]


def test_a_refusal_is_told_by_its_field() -> None:
    """Never by its words: what reads like a refusal may be an answer, and what is one may say anything."""
    said = "The articles do not say."
    for message, kept in (
        (answer_message(said, refused=True), ""),
        (AIMessage(said, additional_kwargs={"refused": True}), ""),
        (answer_message(said, refused=False), said),
        (AIMessage(said), said),
        (answer_message("Nobody built it, the ministry told Asia-Plus.", refused=True), ""),
    ):
        assert turns([HumanMessage("Who?"), message]) == [Turn("Who?", kept)]


def test_only_the_latest_and_only_their_beginnings() -> None:
    """A long conversation costs no more than a short one."""
    history = [HumanMessage(f"{number} " + "word " * 10_000) for number in range(100)]
    kept = turns(history)
    assert [turn.question.split()[0] for turn in kept] == [str(n) for n in range(100 - LATEST, 100)]
    assert max(len(turn.question) for turn in kept) <= 500


def test_courtesies_are_no_turns() -> None:
    """What asks for nothing goes with what was said back; of long histories only the latest turns are looked at."""
    said = [HumanMessage("hello"), AIMessage("Hello!"), HumanMessage("Who built it?"), AIMessage("Sabir.")]
    asked: list[str] = []

    def asks(text: str) -> bool:
        asked.append(text)
        return text != "hello"

    assert without_courtesies(said, asks) == tuple(said[2:])
    asked.clear()
    assert len(without_courtesies(said[2:] * 20, asks)) == 2 * LATEST
    assert len(asked) == LATEST
