"""Words of a claim and of its evidence as they are compared."""

from __future__ import annotations

from retrieval.answering.verify.wording import content, folded_words, scope, shared
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


def test_shared() -> None:
    """Counted by the shorter of two texts; one of stop words alone shares nothing."""
    bridge, river = folded_words("The bridge was sold"), folded_words("They sold the old bridge over a river")
    assert shared(bridge, river) == shared(river, bridge) == 1.0
    assert shared(folded_words("a new bridge"), river) == 0.5
    assert shared(folded_words("It is the"), river) == 0.0
