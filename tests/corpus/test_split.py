"""Passages: whole sentences, exact offsets, stable ids."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, sentences, split

PARAGRAPH = "The minister came to Dushanbe on Monday. He met his colleague there. They signed a paper."
TEXT = "\n\n".join(f"{number}. {PARAGRAPH}" for number in range(1, 12))


def _article(text: str, name: str = "a") -> Article:
    return Article(id=name, text=text, title="t", origin="o")


@given(
    st.one_of(st.text(min_size=1), st.text(alphabet="Ab. ,\n\u0301👩\u200d🏽🇹🇯", min_size=30, max_size=600)),
    st.integers(min_value=20, max_value=120),
)
def test_passages_are_cuts_of_the_text(text: str, target: int) -> None:
    """Offsets are exact, order holds, nothing is lost or doubled, and no passage is far too long."""
    if not text.strip():
        return
    last = 0
    passages = split(_article(text), target)
    for passage in passages:
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()
        assert last <= passage.start
        assert not text[last : passage.start].strip()
        assert len(passage.text) <= target + target // 2
        last = passage.end
    assert not text[last:].strip()
    assert len({passage.id for passage in passages}) == len(passages)


def test_passages_are_whole_sentences() -> None:
    """No sentence of ordinary length is cut."""
    ends = {end for _, end in sentences(TEXT)}
    assert {passage.end for passage in split(_article(TEXT), 250)} <= ends


def test_passages_prefer_the_ends_of_paragraphs() -> None:
    """A passage that is half full stops at the end of a paragraph when the next one does not fit."""
    assert [passage.text[0] for passage in split(_article(TEXT[:900]), 130)][:3] == ["1", "2", "3"]


def test_a_short_end_joins_the_passage_before() -> None:
    """A last passage of a few words would say nothing on its own."""
    assert len(split(_article("A sentence of some length stands here now. Yes."), 45)) == 1


def test_ids_do_not_depend_on_other_parts() -> None:
    """A passage keeps its id when text is added elsewhere, but not in another article."""
    before, after = (
        split(_article(TEXT), 250),
        split(_article(f"{TEXT}\n\nSomething new happened today."), 250),
    )
    assert before[0].id == after[0].id
    assert before[0].id != split(_article(TEXT, "b"), 250)[0].id
    assert len(before[0].id) == 32


def test_equal_passages_have_different_ids() -> None:
    """The second of two equal passages is told from the first."""
    first, second = split(_article("The very same words.\n\nThe very same words."), 20)
    assert first.text == second.text
    assert first.id != second.id


def test_long_sentences_are_cut_between_words() -> None:
    """A sentence without full stops is cut behind commas or spaces."""
    text = "one two three, four five six " * 40
    assert all(
        passage.text.endswith(("three,", "six", "two", "five")) for passage in split(_article(text), 60)
    )


def test_letters_are_not_torn() -> None:
    """A cut without any space to use does not part a letter from its accent."""
    for passage in split(_article("e\u0301\u0323" * 300), 50):
        assert not unicodedata.combining(passage.text[0])


def test_a_tiny_target_is_refused() -> None:
    """The error names the value and the least there is."""
    with pytest.raises(ValueError, match="target_chars is 5; a passage needs at least 20"):
        split(_article("a"), 5)
