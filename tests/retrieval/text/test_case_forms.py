"""Case forms of names."""

from __future__ import annotations

import pytest

from corpus.languages.script import CYRILLIC, LATIN
from retrieval.text.case_forms import case_forms


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("рахмон", "рахмона", True), ("рахмон", "рахмонов", False), ("кодирова", "кодировой", True),
        ("кодиров", "кодировой", False), ("раштский", "рашт", True), ("раштского", "зарафшонского", False),
        ("тоҷикистонро", "тоҷикистон", True), ("ад", "ада", False),
    ],
)  # fmt: skip
def test_russian_and_tajik(one: str, other: str, same: bool) -> None:
    """Endings of one declension are one name; a man and a woman are two; so are two places."""
    assert case_forms(CYRILLIC).same(one, other) is same
    assert case_forms(CYRILLIC).same(other, one) is same


def test_english() -> None:
    """What English makes of a name; a short word is left alone, and a script without letters has no forms."""
    assert case_forms(LATIN).same("iran", "iranian")
    assert not case_forms(LATIN).same("cat", "cats")
    assert not case_forms(None).same("2020", "2020s")


def test_own_letters_and_the_neighbours() -> None:
    """A name with a language's own letters is one with the same name as its neighbour spells it."""
    assert case_forms(CYRILLIC).same_transcribed("ҷамшед", "джамшеда")
    assert not case_forms(CYRILLIC).same_transcribed("рахмон", "рахмона")


def test_stems() -> None:
    """The word, the place in an adjective, and the word without each ending."""
    assert {"раштский", "рашт", "раштск"} <= set(case_forms(CYRILLIC).stems("раштский"))
