"""Words that say the same."""

from __future__ import annotations

import pytest

from retrieval.query.synonyms import synonyms
from retrieval.text.analysis import term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fell", "dropped"),
        ("chairs", "head"),
        ("died", "killed"),
        ("погибли", "жертвы"),
        ("снизился", "упали"),
    ],
)
def test_both_ways(one: str, other: str) -> None:
    """Any form of one word stands for any form of the other."""
    assert term(other) in synonyms(term(one))
    assert term(one) in synonyms(term(other))


@pytest.mark.parametrize(
    ("one", "other"), [("fell", "rose"), ("begin", "end"), ("leave", "arrive"), ("open", "close")]
)
def test_opposites_are_no_synonyms(one: str, other: str) -> None:
    """What rose did not fall."""
    assert term(other) not in synonyms(term(one))


def test_a_word_is_not_its_own_synonym() -> None:
    """Nor has every word one."""
    assert term("fell") not in synonyms(term("fell"))
    assert synonyms(term("Dushanbe")) == frozenset()
