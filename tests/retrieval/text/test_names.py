"""The names in a sentence."""

from __future__ import annotations

import pytest

from retrieval.text.named_text import NamedText
from retrieval.text.names import is_ordinary, is_title, names

THERE = NamedText("Minister Rahim Karimov met Dilnoza Saidova in Khujand. The water was high, he said.")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The minister met Saidova in Dushanbe on Monday.", ["Saidova", "Dushanbe"]),
        ("Karimov spoke.", ["Karimov"]), ("Water was high.", []), ("Seven men came.", []),
        ("Scientists met.", []), ("minister rustamov met nobody", ["rustamov"]), ("In May 2020 it rose.", []),
    ],
)  # fmt: skip
def test_names_of_a_sentence(sentence: str, found: list[str]) -> None:
    """First words, days, numbers and words the text has in lower case are none; careless writing is seen through."""
    assert [name.word for name in names(sentence, THERE, same_language=True)] == found


def test_a_first_word_in_another_form() -> None:
    """What the text has in lower case is no name, whatever its form; what it has with a capital alone is one."""
    there = NamedText(
        "Проверка министерства начнётся 1 июля. Её проведёт Лидия Роза, сообщило Министерство энергетики."
    )
    found = [
        names(text, there, same_language=True)
        for text in ("Министерство начнёт проверку.", "Роза начнёт её.")
    ]
    assert [[name.word for name in of_one] for of_one in found] == [[], ["Роза"]]


def test_offsets() -> None:
    """A name stands where it says."""
    sentence = "They met Saidova."
    (name,) = names(sentence, THERE, same_language=True)
    assert sentence[name.start : name.end] == name.word


def test_titles() -> None:
    """Titles in all languages, in the cases that stand before names."""
    assert all(map(is_title, ["president", "министром", "раиси"]))
    assert not is_title("presidential")


def test_ordinary_words() -> None:
    """Titles, months, numbers and common nouns are no names, with a capital or without."""
    assert all(map(is_ordinary, ["President", "Monday", "Seven", "Government", "Constitution", "Report"]))
    assert not any(map(is_ordinary, ["Baku", "Zelmira", "Худжанд"]))
