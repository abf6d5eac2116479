"""Texts that are measured on, so that near copies of them are not learned from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHINGLE = 8  # words
_SHARED = 0.2  # of a text's shingles
_WORD = re.compile(r"\w+")


class MeasuredTexts:
    """Knows which texts are near copies of those that the model is measured on.

    Args:
        texts: The texts measured on.
        titles: Names of the pages measured on; a text of a page of that name counts as a copy.
    """

    def __init__(self, texts: Iterable[str], titles: Iterable[str] = ()) -> None:
        self._shingles: set[int] = set()
        for text in texts:
            self._shingles.update(_shingles(text))
        self._titles = {_plain(title) for title in titles}

    def has(self, text: str, title: str = "") -> bool:
        """Whether a text, or the page it is of, is measured on."""
        if title and _plain(title) in self._titles:
            return True
        own = _shingles(text)
        return bool(own) and len(own & self._shingles) >= max(1, _SHARED * len(own))


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(re.sub(r"\(.*?\)", "", title.replace("_", " ")).casefold()))


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(tuple(words[n : n + _SHINGLE])) for n in range(max(0, len(words) - _SHINGLE + 1))}
