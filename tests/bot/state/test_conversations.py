"""The memory of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.place import Place
from retrieval.answer import Answer
from tests.bot.fake_telegram import ANSWER

if TYPE_CHECKING:
    from bot.state.state import State

REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


def test_a_refusal_is_marked_in_the_history(state: State) -> None:
    """By a field of its message, so that a follow-up takes nothing from it whatever its words are."""
    conversations, place = state.conversations, Place(chat=1)
    conversations.add(place, 1, ANSWER, 0.5)
    conversations.add(place, 1, REFUSAL, 0.5)
    kept = conversations.history(place)
    assert [message.content for message in kept] == [ANSWER.question, ANSWER.text, "Why?", REFUSAL.text]
    assert [message.additional_kwargs for message in kept] == [{}, {}, {}, {"refused": True}]
