"""Words by which a question shows that it names an outlet."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletWords:
    """What finding outlets in a question asks of a language; a pattern is a regular expression in lower case.

    In patterns a space stands for one to three characters of white space; "" is a pattern that fits nowhere.

    Attributes:
        ordinary: Names of outlets, in lower case, that are words of their own: "time", "nature".
        before: Pattern of what stands before the name of an outlet: "according to".
        between: Pattern of words between that and the name: "the".
        behind: Pattern of what stands behind the name of an outlet: "reported".
        joining: Pattern of words between two outlets of one list: "and".
        lone: Words that with a capital before a name begin no longer name: "does".
        case_endings: Pattern of the endings that a case gives to a name, for the end of a word.
        silent_letters: Letters that a name is written with or without.
        sounds: Its letters by their sound, as Latin letters; "*" for a letter without one.
    """

    ordinary: frozenset[str] = frozenset()
    before: str = ""
    between: str = ""
    behind: str = ""
    joining: str = ""
    lone: frozenset[str] = frozenset()
    case_endings: str = ""
    silent_letters: str = ""
    sounds: Mapping[str, str] = field(default_factory=dict)
