"""Words of a claim and of its evidence as they are compared."""

from __future__ import annotations

from retrieval.answering.verify.wording import content, folded_words, scope
from retrieval.text.analysis import term


def test_folded_words() -> None:
    """Lower case, apostrophes made one; the month of May is no word of doubt."""
    assert folded_words("They didn’t in May, but MAY.") == ("they", "didn't", "in", "but", "may")


def test_scope() -> None:
    """The content words right after a word, no stop words and no other negation."""
    words = folded_words("He did not by any means never sell the old bridge")
    assert scope(words, words.index("not"), 3) == [term("means"), term("sell"), term("old")]


def test_content() -> None:
    """Stop words say nothing."""
    assert content(folded_words("It is the bridge")) == {term("bridge")}
