"""Words, and the terms that are made of them."""

from __future__ import annotations

import pytest

from retrieval.text.analysis import compounds, content_terms, fold, stop_words, term, terms, words
from retrieval.text.older_analysis import older_term


def test_yo_and_e_are_one_letter() -> None:
    """Russian ё is often written е."""
    assert term("самолёт") == term("самолет")


def test_short_i_stays() -> None:
    """й is no и with an accent."""
    assert fold("край") != fold("краи")


def test_letters_that_are_put_for_one_another_are_one() -> None:
    """A word has one term however it was typed; what it is folded to keeps the letters of its language."""
    assert terms("қароргоҳ") == terms("кароргох") == terms("ќароргоњ")
    assert fold("қароргоҳ") != fold("кароргох")
    assert older_term("қароргоҳ") != older_term("кароргох")


@pytest.mark.parametrize(
    "typed", ["Oʻzbekiston", "O‘zbekiston", "O’zbekiston", "O'zbekiston", "O`zbekiston", "Ozbekiston"]
)
def test_signs_of_uzbek_letters_are_one_or_none(typed: str) -> None:
    """A word is one, and one term, by whatever character its sign is written."""
    assert words(typed) == [typed]
    assert term(typed) == "ozbekiston"


def test_parts_and_whole_of_a_compound_are_terms() -> None:
    """A Persian word with a non-joiner is found by its parts, as with a space, and put together."""
    assert terms("علی‌رضا آمد") == [term("علی"), term("رضا"), term("آمد"), term("علیرضا")]
    assert compounds("علی‌رضا آمد") == {"علیرضا": ["علی", "رضا"]}


def test_stop_words_without_their_letters_are_those_of_their_language() -> None:
    """A question typed without Tajik letters has no more content; in Russian the same letters are another word."""
    assert content_terms("Духтур хам дар кучо чи гуфт?") == [term("духтур"), term("гуфт")]
    assert content_terms("Кто этот хам?") == [term("хам")]


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
