"""Lines that a typesetter broke, put together."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

HYPHENS = "-\u00ad\u2010"
_BROKEN_WORD = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Seams:
    """How the lines of a document are joined, by the words that stand whole on its lines.

    Args:
        lines: All lines of the document.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = frozenset(word.casefold() for line in lines for word in _WORD.findall(line))

    def between(self, before: str, line: str) -> tuple[int, str]:
        """How two lines are joined: how much of the first is kept, and what comes between.

        A word broken between them is put together.  The hyphen goes, unless the word is written with one: elsewhere
        in the document, or as its language has it; or unless what follows is no small letter.
        """
        broken = _BROKEN_WORD.search(before)
        if broken is None:
            return len(before), " "
        following = re.match(r"[^\W\d_]+", line)
        soft = before.endswith("\u00ad")
        if following is None or not (soft or following[0][0].islower()):
            return len(before), ""
        if not soft and self._is_hyphenated(broken[1].casefold(), following[0].casefold()):
            return len(before) - 1, "-"
        return len(before) - 1, ""

    def _is_hyphenated(self, first: str, second: str) -> bool:
        if f"{first}-{second}" in self._words:
            return True
        if f"{first}{second}" in self._words:
            return False
        return _compound().fullmatch(f"{first}-{second}") is not None


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.hyphen_words.compound))
