"""Places and institutions that are called by different words in different languages."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from corpus.languages.registry import languages

_LONGEST_ENDING = 7
_SHORT_STEM = 3  # letters; behind so few an ending is at most two letters
_SHORT_ENDING = 2


class _PlaceForms(NamedTuple):
    """The words for one place in all languages."""

    words: set[str]
    stems: list[str]

    def has(self, folded: str) -> bool:
        return folded in self.words or any(_inflects(stem, folded) for stem in self.stems)


@lru_cache(maxsize=50_000)
def exonym(folded: str) -> str | None:
    """The key of the place or institution that a folded word stands for, where languages have words of their own."""
    return next((key for key, place in _places().items() if place.has(folded)), None)


def names_of(place: str) -> list[str]:
    """The words for a place or institution in all languages, as far as their forms have them in common.

    Args:
        place: Its key.
    """
    known = _places()[place]
    return sorted({*known.words, *known.stems})


def _inflects(stem: str, folded: str) -> bool:
    ending = folded.removeprefix(stem)
    if ending == folded:
        return False
    return len(ending) <= (_LONGEST_ENDING if len(stem) > _SHORT_STEM else _SHORT_ENDING)


@cache
def _places() -> dict[str, _PlaceForms]:
    places: dict[str, _PlaceForms] = {}
    for language in languages().values():
        for words, key in language.exonyms.words.items():
            places.setdefault(key, _PlaceForms(set(), [])).words.update(words.split("|"))
        for stems, key in language.exonyms.stems.items():
            places.setdefault(key, _PlaceForms(set(), [])).stems.extend(stems.split("|"))
    return places
