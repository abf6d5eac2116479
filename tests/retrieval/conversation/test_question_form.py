"""Whether a text is put as a question, in three languages."""

from __future__ import annotations

import pytest

from retrieval.conversation.question_form import asks_who, begins_as_question, is_question


@pytest.mark.parametrize(
    ("text", "begins", "question"),
    [
        ("Who won", True, True),
        ("— Где он", True, True),
        ("Чаро нархи гандум боло рафт", True, True),
        ("The winner?", False, True),
        ("The winner", False, False),
        ("Whoever won", False, False),
    ],
)
def test_question(text: str, *, begins: bool, question: bool) -> None:
    """A word that asks at its beginning makes a question, or a question mark anywhere."""
    assert begins_as_question(text) is begins
    assert is_question(text) is question


@pytest.mark.parametrize(
    ("text", "who"),
    [("And who won?", True), ("А кто победил?", True), ("Раис кист ва кӣ омад?", True), ("What won?", False)],
)
def test_asks_who(text: str, *, who: bool) -> None:
    """A word for a person may stand anywhere."""
    assert asks_who(text) is who
