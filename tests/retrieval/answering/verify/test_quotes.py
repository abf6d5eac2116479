"""Quotes found again in a passage."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.quotes import find, with_negation

TEXT = (
    "General Baqeri said that the visit “is the beginning of the development of military relations” in 2006."
)


def test_quote_is_mapped_back_to_the_article() -> None:
    """Whatever form the model gave the words, what is cited is the article's own text at its offsets."""
    found = find('THE  VISIT "is the\nbeginning', TEXT)
    assert found is not None
    start, end = found
    assert TEXT[start:end] == "the visit “is the beginning"


def test_ligatures_and_wide_letters_map_back() -> None:
    """One character that normalises to several keeps the offsets right."""
    text = "The ﬁrst oﬃce opened in Ｄｕｓｈａｎｂｅ."
    found = find("first office opened in Dushanbe", text)
    assert found is not None
    assert text[slice(*found)] == "ﬁrst oﬃce opened in Ｄｕｓｈａｎｂｅ"


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("in 2006", True),
        ("in 200", False),
        ("he visit", False),
        ("visit", False),
        ("2006", True),
        ("", False),
    ],
)
def test_whole_words(quote: str, there: bool) -> None:
    """Neither a word nor a number is cut in two; one word alone proves nothing, a number does."""
    assert (find(quote, TEXT) is not None) is there


@pytest.mark.parametrize(
    ("text", "quote", "with_it"),
    [
        ("It was not damaged.", "damaged", "not damaged."),
        ("Он никогда не уезжал.", "уезжал", "никогда не уезжал."),
        ("It was damaged.", "damaged", "damaged."),
    ],
)
def test_a_negation_is_not_lost(text: str, quote: str, with_it: str) -> None:
    """A quote begins before the words that deny it."""
    assert text[with_negation(text, text.index(quote)) :] == with_it
