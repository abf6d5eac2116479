"""Words of a language that stand for something said before: "he", "there", "the other one"."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class AnaphorWords:
    """What anaphors are told by; a pattern is a regular expression in lower case, "" where there is none.

    Patterns match whole words.  What a word stands for is the first attribute, in this order, whose pattern fits.

    Attributes:
        time: Pattern of words for a time: "then".
        place: Pattern of words for a place: "there".
        many: Pattern of words for several people or things: "they".
        man: Pattern of words for a man: "he".
        woman: Pattern of words for a woman: "she".
        one: Pattern of words for a person, man or woman, or, in some languages, for a thing as well.
        thing: Pattern of words for a thing: "it".
        other: Pattern of words for one of those spoken of, or something beside them: "the other one".
        empty: Pattern of phrases in which a word of `thing` stands for nothing: "it is true that".
        demonstratives: Pattern of words that may stand before the noun they mean: "this", "both".
        plurals: Pattern of what a word of `many` may stand for in the same question.
        singulars: Pattern of what a word of `thing` may stand for there.
        persons: Pattern of what a word for a person may stand for there.
        links: Pattern of words between two clauses: "and".
        replaced: The words that a name can take the place of.
        possessives: The words that a name with an ending of `possessive_endings` can take the place of.
        objects_or_possessives: Words that are either, by what stands behind them.
        behind_objects: Pattern of words behind one of these that is an object.
        possessive_endings: What is put behind a name for "his", by how the name ends; the first that fits.
        replaced_places: The words that a name behind a preposition takes the place of, each with the preposition.
    """

    time: str = ""
    place: str = ""
    many: str = ""
    man: str = ""
    woman: str = ""
    one: str = ""
    thing: str = ""
    other: str = ""
    empty: str = ""
    demonstratives: str = ""
    plurals: str = ""
    singulars: str = ""
    persons: str = ""
    links: str = ""
    replaced: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    objects_or_possessives: frozenset[str] = frozenset()
    behind_objects: str = ""
    possessive_endings: Mapping[str, str] = field(default_factory=dict)
    replaced_places: Mapping[str, str] = field(default_factory=dict)
