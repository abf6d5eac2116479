"""The statements of a claim: sentences, and labels before a colon."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.cited_text import CitedText
from retrieval.answering.verify.statements import is_heading, label_stands, statements

CONTEXT = "The road bridge was closed in March, deputy minister Sorbon Qodirov said."
CITED = CitedText(
    CONTEXT, CONTEXT, "Canal . Border Wire", f"Canal . Border Wire . {CONTEXT} It is at Panj.", None
)
PLAIN = CitedText("It closed.", "It closed.", "Canal . Border Wire", "Canal . Border Wire . It closed.", None)


def test_sentences_and_labels() -> None:
    """Each sentence is a statement; a time of day has no label, nor has a quotation of two sentences two parts."""
    assert [tuple(s) for s in statements("Yes. Cost: two million. It opened at 10:30.")] == [
        ("", "Yes."), ("Cost", "two million."), ("", "It opened at 10:30."),
    ]  # fmt: skip
    assert len(statements('He said "It is over. We go."')) == 1
    assert statements("Cost: two million.")[0].without_label == "Two million."


@pytest.mark.parametrize(
    ("label", "stands"),
    [
        ("The bridge", True),
        ("Qodirov", True),
        ("Qodirov announced", True),
        ("According to Border Wire", True),
        ("The bridge has collapsed", False),
        ("Rahimov said", False),
    ],
)
def test_a_label_of_the_evidence(label: str, stands: bool) -> None:
    """Its words are the evidence's; a word of saying may be another, where somebody speaks there."""
    assert label_stands(label, CITED, same_language=True) is stands
    assert not label_stands(label, CITED, same_language=False)


def test_whose_words_they_are() -> None:
    """Where nobody speaks, nobody is said to; but for the outlet itself."""
    assert label_stands("Wire said", PLAIN, same_language=True)
    assert not label_stands("Officials said", PLAIN, same_language=True)


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("The bridge has collapsed", True),
        ("Key facts", True),
        ("Latest news from Panj", True),
        ("Here is what the articles say", True),
        ("According to the passages", True),
        ("Qodirov", False),
        ("Rahimov of Panj", False),
        ("Rahimov said", False),
        ("Tagil", False),
        ("In 2007", False),
    ],
)
def test_a_heading(label: str, heading: bool) -> None:
    """It names no speaker, no figure and nobody whom the evidence does not know."""
    assert is_heading(label, CITED, same_language=True) is heading


def test_a_heading_in_another_language() -> None:
    """A bare name is a speaker there too; other words announce."""
    assert is_heading("Мост рухнул", CITED, same_language=False)
    assert not is_heading("Кодиров", CITED, same_language=False)
    assert not is_heading("Кодиров сказал", CITED, same_language=False)
