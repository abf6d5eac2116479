"""Analysis: the words of a text, and the terms under which they are indexed and compared."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

from corpus.languages.detection import detect_language
from corpus.languages.registry import all_words, languages
from retrieval.text.letter_variants import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

ANALYSIS = 2
"""Raised whenever words get other terms, so that stores made before have their postings written anew."""

_WORD = re.compile(r"\w+(?:[’'ʼ‘`]\w+)*", re.UNICODE)
_NON_JOINER = "\u200c"
_COMPOUND = re.compile(rf"\w+(?:{_NON_JOINER}\w+)+")


class _Stemming(NamedTuple):
    """How words with a letter of one script are stemmed."""

    letter: re.Pattern[str]
    possessive: str
    stemmer: str


class _Folding(NamedTuple):
    """How words are folded."""

    same_letters: dict[int, str]
    marked_letter: re.Pattern[str]


class _Stemmers:
    """Snowball's stemmers keep state while they work, so every thread has its own."""

    def __init__(self) -> None:
        self._local = threading.local()

    def stem(self, word: str, stemmer: str) -> str:
        stemmers = self._local.__dict__
        if stemmer not in stemmers:
            stemmers[stemmer] = snowballstemmer.stemmer(stemmer)
        return str(stemmers[stemmer].stemWord(word))


_STEMMERS = _Stemmers()


@cache
def stop_words() -> frozenset[str]:
    """The stop words of all languages, in lower case.

    They stand in nearly every question or article and so say nothing about which one is meant.
    """
    return all_words(lambda language: language.term_rules.stop_words)


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The form under which a word is indexed: folded, with variants of letters made one, and stemmed by its script."""
    return stem(plain_letters(fold(word)))


def stem(folded: str) -> str:
    """A folded word without its endings, by its script."""
    for stemming in _stemmings():
        if stemming.letter.search(folded):
            return _STEMMERS.stem(folded.removesuffix(stemming.possessive), stemming.stemmer)
    return folded


def fold(word: str) -> str:
    """Lower case, apostrophes and letters that stand for one another made one, accents dropped."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    folding = _folding()
    lowered = lowered.translate(folding.same_letters)
    if folding.marked_letter.search(lowered):
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold_each(words: Iterable[str]) -> list[str]:
    """`fold` of each word."""
    return [fold(word) for word in words]


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, with stop words; behind them those of its compounds."""
    return [term(word) for word in (*words(text), *compounds(text))]


@lru_cache(maxsize=4_096)
def term_sequence(text: str) -> tuple[str, ...]:
    """`terms`; those of the latest texts are remembered."""
    return tuple(terms(text))


def term_sequences(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """`term_sequence` of each text."""
    return [term_sequence(text) for text in texts]


@lru_cache(maxsize=4_096)
def vocabulary(text: str) -> frozenset[str]:
    """The terms of a text, each once; those of the latest texts are remembered."""
    return frozenset(term_sequence(text))


def content_terms(text: str) -> list[str]:
    """The terms of a text that say what it is about: no stop words, each once, in order."""
    return list(dict.fromkeys(term(word) for word in content_words(text)))


def content_words(text: str) -> list[str]:
    """The words of `content_terms`, as they stand."""
    stops, typed = stop_words(), _typed_stop_words()
    found = [word for word in words(text) if word.casefold() not in stops]
    plain = [plain_letters(word.casefold()) for word in found]
    if typed.keys().isdisjoint(plain):
        return found
    language = detect_language(text)  # in another language, it is another word
    return [
        word for word, letters in zip(found, plain, strict=True) if language not in typed.get(letters, ())
    ]


def compounds(text: str) -> dict[str, list[str]]:
    """Words whose parts a non-joiner keeps apart, put together as many write them, each with its parts."""
    if _NON_JOINER not in text:
        return {}
    found = (compound.split(_NON_JOINER) for compound in _COMPOUND.findall(text))
    return {"".join(parts): parts for parts in found}


@cache
def _typed_stop_words() -> dict[str, set[str]]:
    """Stop words as keyboards without the letters of their language write them; the codes of their languages."""
    found: dict[str, set[str]] = {}
    for code, language in languages().items():
        for word in language.term_rules.stop_words:
            if (typed := plain_letters(word)) != word:
                found.setdefault(typed, set()).add(code)
    return found


@cache
def _stemmings() -> tuple[_Stemming, ...]:
    """In a word of two scripts, the one that is not Latin decides."""
    found = [language for language in languages().values() if language.term_rules.stemmer]
    found.sort(key=lambda language: language.script.letters, reverse=True)
    return tuple(
        _Stemming(re.compile(f"[{language.script.letters}]"), rules.possessive, rules.stemmer)
        for language in found
        if (rules := language.term_rules).stemmer
    )


@cache
def _folding() -> _Folding:
    same_letters = {"’": "'", "ʼ": "'"}
    for language in languages().values():
        same_letters |= language.term_rules.same_letters
    scripts = {language.script for language in languages().values() if language.script.marked_letters}
    marked = "|".join(sorted(f"[{script.letters}]" for script in scripts))
    return _Folding(str.maketrans(same_letters), re.compile(marked or "(?!)"))
