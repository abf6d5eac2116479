"""The words of time of all languages together."""

from __future__ import annotations

import pytest

from retrieval.text.timex.vocabulary import Table, compiled, vocabulary


def test_longest_beginning_counts() -> None:
    """A word is looked up by how it begins, whatever its case and the keyboard it was typed on."""
    table = Table({"ма": 5, "мар|mar": 3}, {"панҷ": 8})
    assert [table.of(word) for word in ("мая", "МАРТА", "March", "панҷуми", "панч")] == [5, 3, 3, 8, 8]
    with pytest.raises(ValueError, match="nothing begins"):
        table.of("июня")


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("соли ҷорӣ", "СОЛИ  чори", True), ("соли ҷорӣ", "соли \n\n\n\n ҷорӣ", False), ("@month", "Марте", True),
        ("@count", "a few", True), ("@days", "5th to 8th", True), ("@year", "2021 году", True),
        ("@year", "20215", False),
    ],
)  # fmt: skip
def test_patterns_are_as_people_type_them(pattern: str, text: str, fits: bool) -> None:
    """White space of any kind, letters of other keyboards, and what languages have in common."""
    assert bool(compiled(pattern).fullmatch(text)) is fits


def test_unknown_name_in_a_pattern_is_an_error() -> None:
    """A rule that names what there is not cannot be made."""
    with pytest.raises(AttributeError):
        compiled("@nothing_of_the_kind")


def test_words_for_over_and_some() -> None:
    """Last and this, a few and five, in any language."""
    words = vocabulary()
    assert words.is_over("прошлого")
    assert words.is_over("Last")
    assert not words.is_over("this")
    assert not words.is_over(None)
    assert words.is_some("несколько")
    assert not words.is_some("пять")
