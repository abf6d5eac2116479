"""Letters that are put for one another."""

from __future__ import annotations

import pytest

from retrieval.text.letter_variants import plain_letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ғайрат", "гайрат"), ("ҷӯраев", "чураев"), ("њољї", "ҳоҷӣ"), ("ќўѓї", "қӯғӣ"),  # Tajik and its fonts
        ("ёрӣ", "ери"), ("әміре", "амире"), ("бiрiншi", "бірінші"), ("өзгөн", "озгон"), ("ўғил", "угил"),
        ("o'g'il", "ogil"), ("ma`ruf", "maruf"), ("\u0643\u0631\u064a\u0645", "\u06a9\u0631\u06cc\u0645"),
        ("\u0639\u0644\u0640\u0640\u06cc", "\u0639\u0644\u0649"), ("\u06f1\u06f4", "\u0661\u0664"), ("\u06f2", "2"),
    ],
)  # fmt: skip
def test_two_ways_to_type_a_word(one: str, other: str) -> None:
    """Letters of a language's own, what is put for them, old code points, signs, forms and digits come out alike."""
    assert plain_letters(one) == plain_letters(other)


@pytest.mark.parametrize(
    "word", ["край", "лицо", "lion", "it's", "don't", "we'll", "i", "xi", "covid-19", "ابن"]
)
def test_what_has_no_variant_stays(word: str) -> None:
    """Nothing else changes: not in Russian, not in English, where an ending has an apostrophe of its own."""
    assert plain_letters(word) == word


def test_capitals_stay() -> None:
    """A name keeps its capitals, by which it is told from a word."""
    assert plain_letters("ҶУМҲУРИЯТ Љумњурият") == "ЧУМХУРИЯТ Чумхурият"
