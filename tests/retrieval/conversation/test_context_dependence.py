"""By which words a question depends on what was said before it."""

from __future__ import annotations

import pytest

from retrieval.conversation.context_dependence import ContextDependence, context_dependence

EARLIER = ["Who built the Istiqlol tunnel?", "The Iranian company Sabir built it, as the treaty said."]


def dependence(text: str) -> ContextDependence:
    found = context_dependence(text, EARLIER)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "core", "tied", "corrects"),
    [
        ("And why?", "why?", True, False),
        ("That's fine. But what about the cost?", "the cost?", True, False),
        ("А что насчёт цены?", "цены?", True, False),
        ("Ok, why?", "why?", False, False),
        ("Why too?", "Why too?", True, False),
        ("I meant the Anzob tunnel", "the Anzob tunnel", False, True),
        ("Нет, я имел в виду Анзоб", "Анзоб", False, True),
        ("No, Anzob", "No, Anzob", False, True),
    ],
)
def test_openings(text: str, core: str, *, tied: bool, corrects: bool) -> None:
    """Words that only tie a question to what was said, or put it right, are none of its core."""
    found = dependence(text)
    assert (found.core, found.tied, found.corrects) == (core, tied, corrects)


def test_pronoun_decides() -> None:
    """A word that stands for something said before makes a question depend on it, whatever else it says."""
    found = dependence("By the way, how many of the workers from Dushanbe did it cost?")
    assert [one.text for one in found.anaphors] == ["it"]


@pytest.mark.parametrize(
    "text",
    [
        "By the way, how tall is the dam?",
        "Кстати, почему?",
        "Which company built the Rogun dam in Tajikistan?",
    ],
)
def test_new_subject(text: str) -> None:
    """A question that announces another subject, or has one, stands alone."""
    assert context_dependence(text, EARLIER) is None


def test_first_question_stands_alone() -> None:
    """Nothing was said that it could depend on."""
    assert context_dependence("And he?", []) is None
