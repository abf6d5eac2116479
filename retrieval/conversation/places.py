"""Names of countries and of cities, in the languages that have a room."""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.languages.registry import all_words
from retrieval.text.analysis import fold

_LONGEST_ENDING = 3


@lru_cache(maxsize=1_024)
def is_place(word: str) -> bool:
    """Whether a word is the name of a country or of a city that is known here, in any of its cases."""
    folded = fold(word)
    return folded in _short_places() or any(
        folded.startswith(one) and len(folded) <= len(one) + _LONGEST_ENDING for one in _beginnings()
    )


@cache
def _short_places() -> frozenset[str]:
    return frozenset(map(fold, all_words(lambda language: language.mention_words.short_places)))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(map(fold, all_words(lambda language: language.mention_words.places)))
