"""Words of a language that stand for somebody or something named elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWords:
    """Pronouns and their kin, as regular expressions of whole words where nothing else is said; "" is none.

    Attributes:
        one_person: Pronouns of one person that can begin a sentence and be followed by a name in brackets.
        openers: Words that, at the beginning of a sentence, stand for something said before it.
        empty_openers: Beginnings with such a word that stands for nothing: "it is raining".
        personal: Personal pronouns in any case, and phrases with one: "by his account".
        possessive: Possessive pronouns.
        speakers: Pronouns of whoever can speak, folded words.
        titles: Words that stand right before a person's name.
        title_links: What may stand between a title and the name: "of Tajikistan", as a regular expression.
        no_person: Words in names that are no person's: "Fort", "University".
    """

    one_person: str = ""
    openers: str = ""
    empty_openers: str = ""
    personal: str = ""
    possessive: str = ""
    speakers: frozenset[str] = frozenset()
    titles: str = ""
    title_links: str = ""
    no_person: str = ""
