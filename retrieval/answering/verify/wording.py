"""The words of a claim and of its evidence, as the checks compare them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.answering.verify.lexicon import lexicon
from retrieval.text.analysis import fold_each, stop_words, term

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=4_096)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without those that look like a word of stance and are none ("May")."""
    no_stance = lexicon().no_stance
    return tuple(fold_each(word for word in WORD.findall(text) if word not in no_stance))


def content(words: Sequence[str]) -> set[str]:
    """The terms of words that say what they are about: no stop words."""
    return {term(word) for word in words if word not in stop_words()}


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of the content of the shorter of two texts that the other has too; 0 where one has none.

    Args:
        one: Folded words of one text.
        other: Those of the other.
    """
    mine, theirs = content(one), content(other)
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter else 0.0


def scope(words: Sequence[str], at: int, reach: int) -> list[str]:
    """The terms that a word speaks of: those of the content words right after it.

    Args:
        words: Folded words.
        at: Index of the word.
        reach: How many of them.
    """
    after = [w for w in words[at + 1 :] if w not in stop_words()]
    denying = {*lexicon().negations(after)}
    spoken_of = [w for n, w in enumerate(after) if n not in denying]
    return [term(w) for w in spoken_of[:reach]]
