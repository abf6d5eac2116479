"""The terms of stores of analysis 1, in which each letter is itself; they are searched with these until a refresh."""

from __future__ import annotations

import re

from retrieval.text.analysis import fold, stem

_WORD = re.compile(r"\w+(?:[’'ʼ]\w+)*", re.UNICODE)


def older_term(word: str) -> str:
    """The form under which such a store has a word."""
    return stem(fold(word))


def older_terms(text: str) -> list[str]:
    """The terms of a text as such a store has them."""
    return [older_term(word) for word in _WORD.findall(text)]
