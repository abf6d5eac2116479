"""The terms of texts that are looked at again and again; those of the latest texts are remembered."""

from __future__ import annotations

from functools import lru_cache

from retrieval.text.analysis import terms


@lru_cache(maxsize=4_096)
def term_sequence(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, with stop words."""
    return tuple(terms(text))


@lru_cache(maxsize=4_096)
def vocabulary(text: str) -> frozenset[str]:
    """The terms of a text."""
    return frozenset(term_sequence(text))
