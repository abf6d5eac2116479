"""What people think of answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.place import Place
from tests.bot.fake_telegram import ANSWER

if TYPE_CHECKING:
    from bot.state.state import State


def _exchange(state: State, question: str) -> int:
    return state.conversations.add(Place(chat=77), 77, replace(ANSWER, question=question), 0.5)


def test_the_last_verdict_of_a_person_counts(state: State) -> None:
    """One verdict a person and answer, which can be taken back."""
    tunnel, dam = _exchange(state, "Which tunnel?"), _exchange(state, "Which dam?")
    for person, verdict in ((77, 1), (77, -1), (78, 1)):
        state.feedback.give(tunnel, person, verdict)
    state.feedback.give(dam, 77, 1)
    state.feedback.take_back(dam, 77)
    judged = [(each.question, each.up, each.down) for each in state.feedback.judgements()]
    assert judged == [("Which tunnel?", 1, 1)]
    assert state.feedback.counts(since=0) == (1, 1)
    assert state.feedback.counts(since=2**40) == (0, 0)


def test_who_is_forgotten_has_thought_nothing(state: State) -> None:
    """What others thought stays."""
    number = _exchange(state, "Which tunnel?")
    for person in (77, 78):
        state.feedback.give(number, person, 1)
    state.feedback.forget(77)
    assert [each.up for each in state.feedback.judgements()] == [1]
