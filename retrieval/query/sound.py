"""Words by their letters and by their sound, so that names are found across alphabets."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, languages
from retrieval.text.letter_variants import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

# In Latin letters, what transliterations mix up.
_SAME_SOUNDS = [
    (re.compile(rule.split(">")[0]), rule.split(">")[1])
    for rule in r"""
    \*> ^x>s x>ks dj|dzh|zh>j sch|sh>6 ch>4 ph>f kh>h th>t ck|q>k c(?=[aou]|[^aeiouhiy]|$)>k oo>u ee>i w>v z>s y>i
    gu(?=[aei])>g (?<=[^aeiou])iu>u (.)\1+>\1
    """.split()
]

_VOWELS = re.compile("[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")

_BEHIND_FIRST = ("", "h", "j", "zh", "a", "e")  # what may follow a first letter and change its sound


@lru_cache(maxsize=4_096)
def letters(word: str) -> str:
    """The letters of a word, variants made one, without accents and letters that may be left out."""
    plain = unicodedata.normalize("NFKD", plain_letters(word.casefold()))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in _silent_letters())


class WrittenWord(NamedTuple):
    """How a word is written.

    Attributes:
        letters: See `letters`.
        spelled: Whether it has a letter that is spelled with Latin ones to be compared by its sound.
    """

    letters: str
    spelled: bool


def written_words(words: Iterable[str]) -> list[WrittenWord]:
    """How each word is written."""
    return [WrittenWord(letters(word), is_spelled(word)) for word in words]


@lru_cache(maxsize=4_096)
def sound(word: str) -> str:
    """The letters of a word in Latin script, with those made one that transliterations mix up."""
    plain = unicodedata.normalize("NFC", word.casefold()).translate(_spelled())
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for pattern, same in _SAME_SOUNDS:
        plain = pattern.sub(same, plain)
    return plain


def term_sound(term: str) -> str:
    """The sound of a term, in which a letter may stand for another one that keyboards lack: both sound alike."""
    return sound(term).translate(_typed_sounds())


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """The consonants of the sound of a word, doubled ones once; of one with a digit, the word itself."""
    if any(c.isdigit() for c in word):
        return word.casefold()
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", term_sound(word)))


def first_letters(word: str) -> frozenset[str]:
    """The letters, small ones of any script, with which terms may begin that begin with the sound of a word."""
    return _first_letters().get(term_sound(word)[:1], frozenset(word[:1]))


@lru_cache(maxsize=4_096)
def is_spelled(text: str) -> bool:
    """Whether a text has a letter that is spelled with Latin ones to be compared by its sound."""
    return not _spelled().keys().isdisjoint(map(ord, text.casefold()))


@cache
def _silent_letters() -> frozenset[str]:
    return all_words(lambda language: language.outlet_words.silent_letters)


@cache
def _spelled() -> dict[int, str]:
    """The letters that are spelled with Latin ones, by their code points."""
    spelled: dict[int, str] = {}
    for language in languages().values():
        spelled |= str.maketrans(dict(language.outlet_words.sounds))
    return spelled


@cache
def _typed_sounds() -> dict[int, str]:
    """The sounds of letters that are put for those of another sound, and these."""
    found: dict[str, str] = {}
    for language in languages().values():
        for letter, typed in language.spelling.typed_letters.items():
            if {letter, typed} <= {*map(chr, _spelled())} and sound(letter) != sound(typed):
                found[sound(typed)] = sound(letter)
    return str.maketrans(found)


@cache
def _first_letters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for letter in (*ascii_lowercase, *map(chr, _spelled())):
        for behind in _BEHIND_FIRST:
            found.setdefault(term_sound(letter + behind)[:1], set()).add(letter)
    # "Erevan" is also "Yerevan".
    return {
        one: frozenset(found["e"] | found["i"] if one in "ei" else letters) for one, letters in found.items()
    }
