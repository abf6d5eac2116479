"""Capital and small letters of the scripts of all languages, for regular expressions."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.registry import scripts

_CODES = range(0x2000)  # all scripts that have capitals, but for rare ones


@cache
def capitals() -> str:
    """The capital letters, as what stands between the brackets of a regular expression."""
    return "".join(letter for letter in _letters() if letter.isupper())


@cache
def small_letters() -> str:
    """The letters that are no capitals, likewise."""
    return "".join(letter for letter in _letters() if letter.islower())


def _letters() -> list[str]:
    known = re.compile("|".join(f"[{script.letters}]" for script in scripts()))
    return [letter for letter in map(chr, _CODES) if known.match(letter)]
