"""Whether a surname is a man's or a woman's in a text as it is in a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import languages
from retrieval.text.analysis import fold
from retrieval.text.named_text import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.languages.surname_genders import SurnameGenders
    from retrieval.text.named_text import NamedText
    from retrieval.text.names import Name


def genders_fit(found: Sequence[Name], text: str, there: NamedText) -> bool:
    """Whether no surname of a man has become a woman's, or the other way round.

    Args:
        found: The names of a sentence.
        text: The sentence.
        there: What it is about.
    """
    return all(check.fits(name, text, there) for name in found for check in _checks())


class _GenderCheck:
    """The check in one language, by its `SurnameGenders`."""

    def __init__(self, genders: SurnameGenders) -> None:
        self._genders = genders
        self._man = re.compile(genders.man)
        self._governing = re.compile(f"(?:{genders.governing}) $")
        self._man_verb = re.compile(genders.man_verb)

    def fits(self, name: Name, text: str, there: NamedText) -> bool:
        word = fold(name.word)
        forms = {fold(found) for found, _, _ in there.words}
        if self._made_a_man(word, text, forms):
            return False
        man = word.removesuffix(self._genders.woman_ending)
        if man == word or not self._man.fullmatch(man) or not self._governing.search(text[: name.start]):
            return True
        return self._speaks_of_man(man, word, there, forms)

    def _made_a_man(self, word: str, text: str, forms: set[str]) -> bool:
        """Whether a woman's surname and the verb behind it have both become a man's."""
        genders = self._genders
        if not self._man.fullmatch(word) or word in forms or word + genders.woman_ending not in forms:
            return False
        verbs = {verb for verb in map(fold, WORD.findall(text)) if self._man_verb.fullmatch(verb)}
        return any(verb + genders.woman_verb_ending in forms and verb not in forms for verb in verbs)

    def _speaks_of_man(self, man: str, word: str, there: NamedText, forms: set[str]) -> bool:
        """Whether the text has a man of this name, as a sentence says in a form that is also a woman's."""
        genders = self._genders
        if any(man + ending in forms for ending in genders.man_endings):
            return True
        same = [start for found, start, _ in there.words if fold(found) == word]
        if not same:
            return not any(man + ending in forms for ending in genders.woman_endings)
        return any(self._governing.search(there.text[:start]) for start in same)


@cache
def _checks() -> list[_GenderCheck]:
    found = [language.surname_genders for language in languages().values()]
    return [_GenderCheck(genders) for genders in found if genders.man]
