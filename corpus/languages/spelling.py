"""Letters that writers of a language put for one another."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """In what a word of a language is spelled in two ways; single letters in lower case.

    Attributes:
        same_letters: Letters that one outlet writes and another does not, and the letter that copies of a text are
            compared with.
        typed_letters: The language's own letters, and those of the same script that keyboards without them leave in
            their place.
        font_letters: What fonts made before Unicode had the language's letters draw as such: the letter that texts in
            these fonts hold, and the one that is seen.
        respelled: Other ways to write one thing within a word: regular expressions without groups for folded words,
            and what stands for what they match when words are compared.
        transcribed: How the neighbour writes sounds that have letters here, and the typed letter for them.
    """

    same_letters: Mapping[str, str] = field(default_factory=dict)
    typed_letters: Mapping[str, str] = field(default_factory=dict)
    font_letters: Mapping[str, str] = field(default_factory=dict)
    respelled: Mapping[str, str] = field(default_factory=dict)
    transcribed: Mapping[str, str] = field(default_factory=dict)
