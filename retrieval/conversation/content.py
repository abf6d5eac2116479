"""The words of a text that say what it is about."""

from __future__ import annotations

from functools import cache

from corpus.languages.registry import all_words
from retrieval.text.analysis import content_terms, term


def content(text: str) -> list[str]:
    """The terms of a text that say what it is about, without those that any question may hold."""
    generic = _generic()
    return [one for one in content_terms(text) if one not in generic]


@cache
def _generic() -> frozenset[str]:
    return frozenset(map(term, all_words(lambda language: language.follow_up_words.generic)))
