"""What the rest of the code asks of a language: its code, and one group of words for each purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, as the folder of its name in this package describes it.

    Attributes:
        code: Its ISO 639-1 code, the name of its folder.
        name: Its name in English.
    """

    code: str
    name: str
