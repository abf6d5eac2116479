"""Places by the words of each language."""

from __future__ import annotations

import pytest

from retrieval.text.exonyms import exonym, names_of


@pytest.mark.parametrize("word", ["germany", "german", "германии", "немецкий", "олмонӣ"])
def test_one_key_for_a_place(word: str) -> None:
    """Whatever the language and the case."""
    assert exonym(word) == "germany"


@pytest.mark.parametrize("word", ["germanium", "мирзоев", "романов", "чиновник", "dushanbe"])
def test_other_words(word: str) -> None:
    """English words count whole, short stems with a short ending only; a place without exonyms has no key."""
    assert exonym(word) is None


def test_all_words_for_a_place() -> None:
    """Of every language, or how they begin; each of them stands for the place."""
    found = names_of("germany")
    assert {"germany", "герман", "олмон"} <= {name[: len("germany")] for name in found}
    assert len(found) == len(set(found))
