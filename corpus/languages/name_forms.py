"""The forms in which a name stands in a text: its cases, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Declension:
    """Names that are declined alike; everything in lower case.

    Attributes:
        stem: What a stem looks like, as a regular expression for all of it.
        forms: Endings; two of one group, or none and one of them where "" is in it, are forms of one name.
        other_names: Endings that, where two of no one group stand behind a stem, make two names of it for certain.
    """

    stem: str
    forms: tuple[frozenset[str], ...]
    other_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForms:
    """What the comparison of names asks of a language.

    Attributes:
        declensions: How its names are declined; the first that decides counts.
        place_adjective: What an adjective of a place looks like, as a regular expression for the whole word in lower
            case whose first group is the place; "" where it is declined like a name.
        place_endings: Endings of that place where it stands as a noun.
        nation: What adjectives of a nation and words for its people look like in lower case, as a regular expression
            for the whole word; "" where they have capitals.
        lower_case_adjectives: Whether adjectives of names are written in lower case.
    """

    declensions: tuple[Declension, ...] = ()
    place_adjective: str = ""
    place_endings: frozenset[str] = frozenset()
    nation: str = ""
    lower_case_adjectives: bool = False
