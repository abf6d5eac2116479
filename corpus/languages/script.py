"""Scripts: the letters that a language is written in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(
    frozen=True, slots=True, kw_only=True, eq=False
)  # there is one object a script: a fast key of mappings
class Script:
    """A family of letters; texts in different ones cannot be compared word for word.

    Attributes:
        name: What it is called.
        letters: Its letters, as what stands between the brackets of a regular expression.
        marked_letters: Whether a letter with a mark is another letter (й is not и), and not the same with an accent.
    """

    name: str
    letters: str
    marked_letters: bool = False


LATIN = Script(name="Latin", letters="A-Za-z\u00c0-\u024f\u02bb")
CYRILLIC = Script(name="Cyrillic", letters="\u0400-\u04ff", marked_letters=True)
ARABIC = Script(name="Arabic", letters="\u0620-\u06d5\u06ee-\u06ff")
