"""Words by which names are told from other words with a capital letter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """What the finder of names asks of a language: words in lower case, patterns for whole ones.

    Attributes:
        common: Words that have a capital by their place at the beginning of a sentence alone, beside stop words.
        common_forms: What other such words look like.
        person_nouns: What words for someone who does something look like.
        titles: Titles and offices that stand before a name.
        no_names: Words that are always written with a capital and are no names: days, months.
    """

    common: frozenset[str] = frozenset()
    common_forms: str = ""
    person_nouns: str = ""
    titles: str = ""
    no_names: str = ""
