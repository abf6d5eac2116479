"""How names are put together."""

from __future__ import annotations

import pytest

from retrieval.text.name_fit import adjacent, nations, titles_fit
from retrieval.text.named_text import NamedText
from retrieval.text.names import names

THERE = NamedText(
    "President Rahim Karimov met the ambassador Dilnoza Saidova in Khujand, far from everything else."
)


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [("Rahim Karimov met her.", True), ("It was Rahim Saidova.", False), ("It was Dilnoza Saidova.", True)],
)
def test_first_names_go_with_their_last_names(sentence: str, fits: bool) -> None:
    """The first name of one with the last name of another is a new person."""
    assert adjacent(names(sentence, THERE, same_language=True), sentence, THERE) is fits


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("They met president Karimov.", True),
        ("They met president Saidova.", False),
        ("They met Saidova.", True),
    ],
)
def test_titles_go_with_their_names(sentence: str, fits: bool) -> None:
    """A title near another's name is another's."""
    assert titles_fit(names(sentence, THERE, same_language=True), sentence, THERE) is fits


def test_nations() -> None:
    """One key in all languages, from names, adjectives and words for people."""
    assert nations("In Georgia") == nations("грузинский посол") == nations("Гурҷистон") != set()
    assert nations("the Italian and the немецкий") == {"italy", "germany"}
    assert nations("a bank in a city") == set()
