"""The memory of conversations."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.place import Place
from retrieval.answer import Answer
from tests.bot.fake_telegram import ANSWER

if TYPE_CHECKING:
    import pytest

    from bot.state.state import State

PLACE = Place(chat=77)
REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


def test_a_refusal_is_marked_in_the_history(state: State) -> None:
    """By a field of its message, so that a follow-up takes nothing from it whatever its words are."""
    conversations, place = state.conversations, Place(chat=1)
    conversations.add(place, 1, ANSWER, 0.5)
    conversations.add(place, 1, REFUSAL, 0.5)
    kept = conversations.history(place)
    assert [message.content for message in kept] == [ANSWER.question, ANSWER.text, "Why?", REFUSAL.text]
    assert [message.additional_kwargs for message in kept] == [{}, {}, {}, {"refused": True}]


def _ask(state: State, question: str, place: Place = PLACE) -> int:
    return state.conversations.add(place, 77, replace(ANSWER, question=question), 0.5)


def _asked(state: State, place: Place = PLACE, up_to: int | None = None) -> list[object]:
    """The questions of a history."""
    return [message.content for message in state.conversations.history(place, up_to)[::2]]


def test_a_follow_up_leans_on_the_last_few(state: State) -> None:
    """Of this chat and topic alone, oldest first; or of those up to the answer that is replied to."""
    numbers = [_ask(state, f"{n}?") for n in range(5)]
    _ask(state, "Elsewhere?", Place(chat=-100))
    _ask(state, "In a topic?", Place(chat=-100, topic=9))
    assert _asked(state) == ["2?", "3?", "4?"]
    assert _asked(state, up_to=numbers[1]) == ["0?", "1?"]
    assert _asked(state, Place(chat=-100)) == ["Elsewhere?"]


def test_what_was_said_long_ago_does_not_count(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day later a conversation begins anew by itself, and at any time as its person wishes."""
    _ask(state, "1?")
    state.conversations.start_over(PLACE)
    assert _asked(state) == []
    _ask(state, "2?")
    assert _asked(state) == ["2?"]
    tomorrow = time.time() + 25 * 3600
    monkeypatch.setattr("bot.state.conversations.time.time", lambda: tomorrow)
    assert _asked(state) == []


def test_a_message_shows_an_exchange_of_its_chat(state: State) -> None:
    """The number of another chat's exchange, which somebody may make up, finds nothing."""
    number = _ask(state, "Which tunnel?")
    state.conversations.shown(number, 77, 21)
    assert state.conversations.of_message(77, 21) == number
    assert state.conversations.of_message(78, 21) is None
    kept = state.conversations.get(number, 77)
    assert kept is not None
    assert (kept.question, kept.outcome, kept.citations) == ("Which tunnel?", "answered", ANSWER.citations)
    assert state.conversations.get(number, 78) is None


def test_a_group_takes_its_conversation_along(state: State) -> None:
    """To its new number, when it becomes a supergroup."""
    _ask(state, "Which tunnel?", Place(chat=-100))
    state.conversations.move(-100, -200)
    assert _asked(state, Place(chat=-200)) == ["Which tunnel?"]
    assert _asked(state, Place(chat=-100)) == []
