"""Whether two words are one name: in two case forms, with and without an ending, or in two scripts."""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.languages.detection import script_of_word
from corpus.languages.registry import all_words
from retrieval.text.analysis import fold
from retrieval.text.case_forms import case_forms
from retrieval.text.exonyms import exonym
from retrieval.text.letter_variants import plain_letters
from retrieval.text.name_sound import same_sound


@lru_cache(maxsize=200_000)
def same_name(one: str, other: str) -> bool:
    """Whether two words are one name, in two case forms, with and without an ending, or in two scripts."""
    a, b = _bare(one), _bare(other)
    if a == b or _without_signs(a) == _without_signs(b):
        return True
    if (place := exonym(a)) is not None:
        return place == exonym(b)
    script, other_script = script_of_word(a), script_of_word(b)
    if script is None or other_script is None or script == other_script:
        forms = case_forms(script or other_script)
        return forms.same(a, b) or forms.same_transcribed(a, b)
    # Stems are those of the word that is not Latin.
    if script.letters < other_script.letters:
        a, b, script = b, a, other_script
    return same_sound(case_forms(script).stems(a), b)


def _without_signs(folded: str) -> str:
    return plain_letters(folded).replace("'", "")


def _bare(word: str) -> str:
    folded = fold(word)
    for possessive in _possessives():
        folded = folded.removesuffix(possessive)
    return folded.removesuffix("'")


@cache
def _possessives() -> frozenset[str]:
    return all_words(lambda language: [language.term_rules.possessive])
