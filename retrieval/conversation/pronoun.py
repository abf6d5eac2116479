"""A name put in the place of a pronoun, where that is good style in the pronoun's language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import languages

if TYPE_CHECKING:
    from corpus.languages.anaphor_words import AnaphorWords


def replaced(pronoun: str, behind: str, name: str) -> str | None:
    """What stands for a pronoun; `None` where nothing can.

    Args:
        pronoun: The pronoun, in lower case.
        behind: The text behind it.
        name: Whom or what it means.
    """
    for language in languages().values():
        words = language.anaphor_words
        if pronoun in words.replaced_places:
            return f"{words.replaced_places[pronoun]} {name}"
        if pronoun in words.possessives or (
            pronoun in words.objects_or_possessives and not _is_object(behind, words)
        ):
            return name + next(own for end, own in words.possessive_endings.items() if name.endswith(end))
        if pronoun in words.replaced or pronoun in words.objects_or_possessives:
            return name
    return None


def _is_object(behind: str, words: AnaphorWords) -> bool:
    """Whether a word that may be a possessive is an object: after one the sentence ends, or a stop word follows."""
    return _behind_object(words.behind_objects).match(behind) is not None


@cache
def _behind_object(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[^\w ]|$| (?:{pattern or '(?!)'})\b", re.IGNORECASE)
