"""Words as they are heard: across alphabets, and but for endings."""

from __future__ import annotations

import pytest

from retrieval.query.heard_words import HeardWords
from retrieval.query.sound import consonants


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("Пенджикентом", "Панҷакент"),
        ("Панҷакент", "Пенджикентом"),
        ("куляб", "Кӯлоб"),
        ("kvitt", "Квитт"),
        ("борозду", "Borozda"),
        ("dam", "dam"),
        ("2018", "2018"),
    ],
)
def test_a_name_is_heard_in_another_alphabet(asked: str, there: str) -> None:
    """With another ending and other vowels too."""
    assert HeardWords.of(["rain", there]).has(consonants(asked))


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("река", "рекорд"),
        ("Куляб", "Коломбо"),
        ("Нурек", "норма"),
        ("2000", "200"),
        ("202", "2026"),
        ("100", "1100"),
        ("Пенджикент", "пень"),
    ],
)
def test_a_word_is_not_heard_in_another_one(asked: str, there: str) -> None:
    """One with few consonants only in those with the same; a number in itself alone."""
    assert not HeardWords.of([there]).has(consonants(asked))


def test_nothing_is_heard_in_nothing() -> None:
    """Of a text without words."""
    assert not HeardWords.of([]).has(consonants("dam"))
