"""Words of numbers in each language."""

from __future__ import annotations

import pytest

from retrieval.text.number_words import cardinal, is_number_word, ordinal, scale


@pytest.mark.parametrize(
    ("word", "language", "value"),
    [
        ("twelve", "en", 12), ("пятисот", "ru", 500), ("ҳабдаҳ", "tg", 17), ("семь", "tg", 7), ("семь", "en", None),
        ("twelve", "fa", 12), ("lorry", "en", None), ("", "en", None),
    ],
)  # fmt: skip
def test_cardinals(word: str, language: str, value: float | None) -> None:
    """Each in its language; Tajik texts use Russian ones too, and a language without has those of English."""
    assert cardinal(word, language) == value


def test_ordinals_and_scales() -> None:
    """Ordinals go by language, scales are known everywhere."""
    assert ordinal("third", "en") == ordinal("третьего", "ru") == ordinal("сеюм", "tg") == 3
    assert ordinal("third", "ru") is None
    assert scale("million") == scale("млн") == 1e6
    assert scale("ҳазор") == scale("тысяч") == 1000


def test_number_words_of_any_language() -> None:
    """Whatever language a text is in, a number word is one."""
    assert all(map(is_number_word, ["Seven", "вторая", "нӯҳ"]))
    assert not is_number_word("seventh-day")
