"""How the words of a language become terms of the keyword index."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRules:
    """What analysis asks of a language.

    Attributes:
        stop_words: Words in lower case that stand in nearly every question or article, and so say nothing about
            which one is meant.
        stemmer: Name of Snowball's stemmer for all words in the script of the language; only one language of a
            script names one, so that a word has one term whatever the text around it.
        possessive: An ending in lower case that goes before a word is stemmed; "" where there is none.
        same_letters: Letters that one writer puts for another, and the letter that is kept for both.
    """

    stop_words: frozenset[str] = frozenset()
    stemmer: str | None = None
    possessive: str = ""
    same_letters: Mapping[str, str] = field(default_factory=dict)
