"""Whether a surname is a man's or a woman's, in languages where its ending says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SurnameGenders:
    """What the verifier of names asks of a language; everything in lower case.

    A woman's surname is a man's with an ending, and so is a man's where somebody speaks of him.

    Attributes:
        man: What a man's surname looks like, as a regular expression for all of it; "" where surnames tell nothing.
        woman_ending: What a woman's has behind it.
        man_endings: Endings behind it that only a man's surname has.
        woman_endings: Endings behind it that only a woman's surname has.
        governing: Words before a name that demand the case in which a man's looks like a woman's.
        man_verb: What a verb looks like that says what a man did.
        woman_verb_ending: What it has behind it where a woman did it.
    """

    man: str = ""
    woman_ending: str = ""
    man_endings: frozenset[str] = frozenset()
    woman_endings: frozenset[str] = frozenset()
    governing: str = ""
    man_verb: str = ""
    woman_verb_ending: str = ""
