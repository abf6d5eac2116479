"""Letters that writers of a language put for one another, made one, so that words are found however they were typed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.languages.registry import languages


@lru_cache(maxsize=8_192)
def plain_letters(word: str) -> str:
    """A word in the letters that any keyboard of its script has.

    Two ways to type one word come out alike: with letters of the language's own, with those that are put for them, and
    in code points of old fonts.  Case and everything else stay.  It is for comparing words; nothing is shown by it.

    Args:
        word: A word; what languages respell is told in lower case alone.
    """
    variants = _variants()
    if not word.isascii():
        word = word.translate(variants.letters)
    if variants.any_respelled.search(word):
        for pattern, letters in variants.respelled:
            word = pattern.sub(letters, word)
    return word


class _Variants(NamedTuple):
    """The variants of all languages together; see `Spelling`."""

    letters: dict[int, str]
    any_respelled: re.Pattern[str]
    respelled: list[tuple[re.Pattern[str], str]]


@cache
def _variants() -> _Variants:
    plain: dict[str, str] = {}
    respelled: dict[str, str] = {}
    for language in languages().values():
        spelling = language.spelling
        plain |= spelling.same_letters
        plain |= spelling.typed_letters
        plain |= {drawn: spelling.typed_letters[seen] for drawn, seen in spelling.font_letters.items()}
        respelled |= spelling.respelled
    capitals = {letter.upper(): other.upper() for letter, other in plain.items()}
    return _Variants(
        str.maketrans(capitals | plain),
        re.compile("|".join(respelled) or "(?!)"),
        [(re.compile(pattern), letters) for pattern, letters in respelled.items()],
    )
