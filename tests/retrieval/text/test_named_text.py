"""Names looked up in a text."""

from __future__ import annotations

from retrieval.text.named_text import NamedText, opens_sentence


def test_names_are_found_in_other_forms_and_scripts() -> None:
    """Case, script and an adjective in lower case make no difference; another name does."""
    there = NamedText("Президент Рахмон прибыл в Рашт. Грузинский посол молчал.")
    assert there.has("Рахмоном")
    assert there.has("Rahmon")
    assert there.has("Georgia")
    assert not there.has("Karimov")


def test_words_that_only_stand_with_a_capital() -> None:
    """A word inside a sentence counts, one that begins it does not, nor one that stands in lower case too."""
    there = NamedText("Water rose in Khujand. The Star shone like a star.")
    assert there.only_capital == {"khujand"}


def test_ordinary_words_and_places() -> None:
    """Ordinary words are known by their terms; names by where they stand."""
    there = NamedText("The engineers met Karimov, and Karimova spoke.")
    assert there.knows("engineer")
    assert not there.knows("doctor")
    assert there.places("Karimov") == [3]
    assert there.has_lower("Engineer")
    assert not there.has_lower("Karimov")


def test_what_opens_a_sentence() -> None:
    """The first word, one behind a full stop and one in quotation marks behind a colon."""
    text = 'One. Two: "Three" four'
    assert [opens_sentence(text, text.index(word)) for word in ("One", "Two", "Three", "four")] == [
        True
    ] * 3 + [False]
