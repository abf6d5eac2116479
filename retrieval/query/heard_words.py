"""The words of a text as they are heard: those of another alphabet, and with another ending, are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.query.sound import consonants

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST = 3  # consonants of a stem, or endings would make one word of many
_ENDINGS = (1, 2)  # consonants


@dataclass(frozen=True, slots=True)
class HeardWords:
    """The words of a text by their consonants.

    Attributes:
        whole: The consonants of the words.
        stems: The same without an ending of one consonant or two.
    """

    whole: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """The words of a text, as they stand."""
        whole = frozenset(map(consonants, words))
        return cls(whole, frozenset(stem for word in whole for stem in _stems(word)))

    def has(self, asked: str) -> bool:
        """Whether a word is among them, but for an ending of either.

        Args:
            asked: Its `consonants`.
        """
        if asked in self.whole:
            return True
        is_stem = len(asked) >= _LEAST and asked in self.stems
        return is_stem or any(stem in self.whole for stem in _stems(asked))


def _stems(word: str) -> list[str]:
    """What may be left of a word without its ending; nothing of a number, and of a word with few consonants."""
    if any(c.isdigit() for c in word):
        return []
    return [word[:-ending] for ending in _ENDINGS if len(word) - ending >= _LEAST]
