"""Whom or what a follow-up speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.conversation.antecedents import Antecedents
from retrieval.conversation.context_dependence import ContextDependence, context_dependence
from retrieval.conversation.turns import Turn

TODAY = date(2026, 11, 24)
VISIT = Turn("When did Emomali Rahmon visit Khujand?", "President Rahmon visited Khujand on 31 March 2025.")
WINNER = Turn("Who won the final?", "Maria Sharapova and Roger Federer won it in Dushanbe.")
TRADE = Turn("What was trade with Iran in 2014?", "US$200 million.")


def dependence(text: str, turn: Turn) -> ContextDependence:
    found = context_dependence(text, [turn.question, turn.answer])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("turn", "text", "person"),
    [
        (VISIT, "Whom did he meet?", "Emomali Rahmon"),
        (WINNER, "Where does she live?", "Maria Sharapova"),
        (VISIT, "Whom did they meet?", None),
        (TRADE, "What did he say?", None),
    ],
)
def test_person(turn: Turn, text: str, person: str | None) -> None:
    """A pronoun for a person means the one that was named, in the longest form of the name."""
    assert Antecedents([turn], TODAY).person(dependence(text, turn)) == person


@pytest.mark.parametrize(
    ("turn", "text", "names"),
    [
        (VISIT, "Who opened a school there?", ["Khujand"]),
        (WINNER, "What prize did they get?", ["Maria Sharapova", "Roger Federer"]),
        (VISIT, "And what else?", []),
    ],
)
def test_names(turn: Turn, text: str, names: list[str]) -> None:
    """A place for "there", several people for "they" behind a "who"; where the question before says it all, none."""
    assert Antecedents([turn], TODAY).names(dependence(text, turn)) == names
