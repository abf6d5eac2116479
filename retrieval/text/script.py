"""Which letters a text is written in: words of texts in different ones cannot be compared as they stand."""

from __future__ import annotations

import re
from enum import Enum


class Script(Enum):
    """A family of letters."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"


_LETTERS = {
    Script.LATIN: re.compile("[A-Za-zÀ-ɏ]"),
    Script.CYRILLIC: re.compile("[Ѐ-ӿ]"),
    Script.ARABIC: re.compile("[\u0620-\u06d5\u06ee-\u06ff]"),
}
_SAMPLE_CHARS = 1_000


def script_of(text: str) -> Script | None:
    """The letters that most of a text's beginning is written in; `None` where it has none of these."""
    counts = {script: len(letters.findall(text, 0, _SAMPLE_CHARS)) for script, letters in _LETTERS.items()}
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] else None
