"""A number in words, put together word by word."""

from __future__ import annotations

from retrieval.text.number_words import cardinal, money_scales, scale, words_of

_HUNDRED = 100
# What may follow by "and" or a hyphen: "twenty-one", "a hundred and one".
_OPEN = frozenset([20, 30, 40, 50, 60, 70, 80, 90, _HUNDRED])


class SpokenNumber:
    """A number in words, as far as its words have been taken.

    Args:
        language: Code of the language of its words.

    Attributes:
        joiners: Words that may stand inside it.
        scaled: Whether a scale is counted in.
    """

    def __init__(self, language: str) -> None:
        words = words_of(language)
        self.joiners = words.joiners
        self.scaled = False
        self._language = language
        self._hundreds_multiply = words.hundreds_multiply
        self._scaled_part = self._rest = self._last = 0.0

    @property
    def value(self) -> float:
        """What the words make together."""
        return self._scaled_part + self._rest

    @property
    def is_open(self) -> bool:
        """Whether "and" or a hyphen and a smaller number may follow."""
        return self._last in _OPEN

    def goes_on_with(self, word: str) -> bool:
        """Whether a word is a number that can be added to the last one."""
        value = cardinal(word, self._language)
        return value is not None and value < self._last

    def takes(self, word: str) -> bool:
        """Take the next word; `False` where it is none of the number."""
        value = cardinal(word, self._language)
        if value is None:
            return self._takes_scale(word)
        if value == _HUNDRED and self._rest and self._hundreds_multiply:
            self._rest *= _HUNDRED
        elif value < self._last or not self._rest:
            self._rest += value
        else:
            return False
        self._last = value
        return True

    def _takes_scale(self, word: str) -> bool:
        factor = scale(word)
        if factor is None or word in money_scales():
            return False
        self._scaled_part += (self._rest or 1) * factor
        self._rest, self._last = 0.0, factor
        self.scaled = True
        return True
