"""Numbers written as words, in the languages that write them so."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.languages.registry import DEFAULT, all_words, any_pattern, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.languages.number_words import NumberWords


@lru_cache(maxsize=50_000)
def cardinal(word: str, language: str) -> float | None:
    """The value of a lower-case number word below a thousand, or `None`."""
    return _cardinals(language).value(word)


@lru_cache(maxsize=50_000)
def ordinal(word: str, language: str) -> float | None:
    """The value of a lower-case ordinal word ("third"), or `None`."""
    return _ordinals(language).value(word)


@lru_cache(maxsize=50_000)
def scale(word: str) -> float | None:
    """What a lower-case word multiplies the number before it by ("million"), or `None`."""
    return _scales().value(word)


@lru_cache(maxsize=50_000)
def is_number_word(word: str) -> bool:
    """Whether a word is a number in any of the languages."""
    lowered = word.lower()
    return any(
        cardinal(lowered, code) is not None or ordinal(lowered, code) is not None for code in languages()
    )


@lru_cache(maxsize=50_000)
def begins_number(word: str, language: str) -> bool:
    """Whether a number may begin with a lower-case word: a cardinal, an ordinal, or a scale that says one by itself."""
    if cardinal(word, language) is not None or ordinal(word, language) is not None:
        return True
    return is_single_scale(word)


def is_single_scale(word: str) -> bool:
    """Whether a lower-case word is a scale that says one where no number stands before it ("million")."""
    return _single_scale().fullmatch(word) is not None


@cache
def money_scales() -> frozenset[str]:
    """Scales in lower case that count as such behind a sum of money only."""
    return all_words(lambda language: language.number_words.money_scales)


def words_of(language: str) -> NumberWords:
    """The number words of a language; those of the default one where it has no cardinals."""
    words = languages()[language].number_words
    return words if words.cardinals else languages()[DEFAULT].number_words


class _NumberForms:
    """Values by the forms of their words: whether a word is any of them is seen at one look.

    Args:
        tables: Tables of regular expressions and values; the first that fits counts.
    """

    def __init__(self, tables: Iterable[Mapping[str, float]]) -> None:
        forms = [(form, value) for table in tables for form, value in table.items()]
        self._values = [(re.compile(form), value) for form, value in forms]
        self._any = re.compile("|".join(form for form, _ in forms) or "(?!)")

    def value(self, word: str) -> float | None:
        if not self._any.fullmatch(word):
            return None
        return next(value for form, value in self._values if form.fullmatch(word))


@cache
def _cardinals(language: str) -> _NumberForms:
    return _NumberForms(words.cardinals for words in _with_borrowed(language))


@cache
def _ordinals(language: str) -> _NumberForms:
    return _NumberForms(words.ordinals for words in _with_borrowed(language))


@cache
def _scales() -> _NumberForms:
    return _NumberForms(language.number_words.scales for language in languages().values())


@cache
def _single_scale() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.number_words.single_scales))


def _with_borrowed(language: str) -> list[NumberWords]:
    words = words_of(language)
    return [words, languages()[words.borrowed].number_words] if words.borrowed else [words]
