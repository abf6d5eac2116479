"""Which words of a language are written with a hyphen, as told from their parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HyphenWords:
    """What puts broken lines together asks of a language: regular expressions, in lower case.

    Attributes:
        compound: Whole words with a hyphen that is theirs.  A part that also begins or ends other words ("state-owned",
            but "statement") stands with what it goes with.
    """

    compound: str = ""
