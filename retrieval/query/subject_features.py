"""What is known of each word of a message, to tell what is asked about from the words that ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"\w+(?:[’'ʼ.-]\w+)*")
"""A word of a message."""

_ENDS = (2, 3, 4)  # characters


def word_features(words: Sequence[str], at: int) -> set[str]:
    """The features of one word of a message: its own letters, its neighbours and its place.

    Args:
        words: All words of the message, in their order.
        at: Which one.
    """
    folded = [word.casefold() for word in words]
    word = folded[at]
    around = {
        f"{step}:{folded[at + step] if 0 <= at + step < len(folded) else '|'}" for step in (-2, -1, 0, 1, 2)
    }
    pairs = {
        f"-{folded[at - 1] if at else '|'} {word}",
        f"+{word} {folded[at + 1] if at + 1 < len(folded) else '|'}",
    }
    letters = {f"^{word[:n]}" for n in _ENDS} | {f"${word[-n:]}" for n in _ENDS}
    place = {
        f"at{min(at, 4)}",
        f"left{min(len(words) - at, 4)}",
        f"of{min(len(words), 6)}",
        f"capital{words[at][0].isupper()}{at == 0}",
        f"length{min(len(word), 8)}",
    }
    return around | pairs | letters | place
