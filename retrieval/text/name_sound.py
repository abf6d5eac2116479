"""Whether names in two scripts sound alike."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.detection import script_of_word
from corpus.languages.registry import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.languages.script import Script

_VOWELS = re.compile("[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")
_ENOUGH = 0.55  # of the letters of both, in their order
_ENOUGH_OF_SHORT = 0.7
_SHORT_FRAME = 2  # consonants


def same_sound(stems: Iterable[str], other: str) -> bool:
    """Whether one of the stems that a name may have sounds like a name in another script; all are folded."""
    sound = _sound(other)
    frame = _consonants(sound)
    if not frame:
        return False
    enough = _ENOUGH_OF_SHORT if len(frame) <= _SHORT_FRAME else _ENOUGH
    return any(_alike(_sound(stem), sound, frame, enough) for stem in stems)


def _alike(one: str, other: str, frame: str, enough: float) -> bool:
    """Whether two sounds have the same consonants, both begin with a vowel if the second does, and are near."""
    if _consonants(one) != frame or (_VOWELS.match(other) and not _VOWELS.match(one)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= enough


def _consonants(sound: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", sound))


def _sound(word: str) -> str:
    rules = _rules().get(script_of_word(word))
    if rules is not None:
        for letters, sound in rules.sequences.items():
            word = word.replace(letters, sound)
        word = word.translate(rules.letters)
    return _DOUBLED.sub(r"\1", word)


class _SoundRules(NamedTuple):
    """The sounds of a script: those of all its languages."""

    sequences: dict[str, str]
    letters: dict[int, str]


@cache
def _rules() -> dict[Script | None, _SoundRules]:
    rules: dict[Script | None, _SoundRules] = {}
    for language in languages().values():
        script = rules.setdefault(language.script, _SoundRules({}, {}))
        script.sequences.update(language.name_sounds.sequences)
        script.letters.update(str.maketrans(dict(language.name_sounds.letters)))
    return rules
