"""Words, and the terms that are made of them."""

from __future__ import annotations

import pytest

from retrieval.text.analysis import content_terms, fold, stop_words, term, terms, words


def test_yo_and_e_are_one_letter() -> None:
    """Russian ё is often written е."""
    assert term("самолёт") == term("самолет")


def test_short_i_and_tajik_letters_stay() -> None:
    """й is no и with an accent, and қ is no к."""
    assert fold("край") != fold("краи")
    assert terms("қароргоҳ") != terms("кароргох")


def test_accents_of_latin_letters_go() -> None:
    """A name is found with or without its accents."""
    assert term("Erdoğan") == term("Erdogan")


def test_content_terms_are_what_a_question_is_about() -> None:
    """Question words and helpers are left out, and each term comes once."""
    assert content_terms("Who was the minister and who is the minister?") == [term("minister")]
    assert content_terms("Кто и когда построил туннель?") == [term("построил"), term("туннель")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Committees", "committe"), ("Iran’s", "iran"), ("министрами", "министр"), ("вазирони", "вазирон"),
        ("Ёлка", "елк"), ("CASA-1000", "casa-1000"), ("covidа", "covidа"),
        ("2015", "2015"), ("سَد", "سد"), ("ﬁre", "fire"),
    ],
)  # fmt: skip
def test_terms_stay_as_stores_have_them(word: str, expected: str) -> None:
    """A store that was made before is searched with the same terms."""
    assert term(word) == expected


def test_stop_words_are_those_of_all_languages() -> None:
    """A question in one language holds words of another."""
    assert {"the", "который", "барои"} <= stop_words()


def test_words_and_terms() -> None:
    """An apostrophe inside a word belongs to it; stop words are terms too."""
    assert words("The O’Neill-plan, 2.5") == ["The", "O’Neill", "plan", "2", "5"]
    assert terms("The plan") == ["the", "plan"]
