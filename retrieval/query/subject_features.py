"""What is known of each word of a message, to tell what is asked about from the words that ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = re.compile(r"\w+(?:[’'ʼ.-]\w+)*")
"""A word of a message."""

SUBJECT_BUCKETS = 32768
"""How many buckets these features are hashed into; pairs of words make more different ones than n-grams of messages."""

_ENDS = (2, 3, 4)  # characters
_BESIDE = 3  # characters of a neighbour
_SHORT = 4  # characters; most words without a meaning of their own have no more


def word_features(words: Sequence[str], at: int) -> set[str]:
    """The features of one word of a message: its own letters, its neighbours, theirs and its place.

    Args:
        words: All words of the message, in their order.
        at: Which one.
    """
    folded = [word.casefold() for word in words]
    word = folded[at]
    around = {
        f"{step}:{folded[at + step] if 0 <= at + step < len(folded) else '|'}" for step in (-2, -1, 0, 1, 2)
    }
    before = folded[at - 1] if at else "|"
    after = folded[at + 1] if at + 1 < len(folded) else "|"
    pairs = {f"-{before} {word}", f"+{word} {after}"}
    # What a word beside is like tells where nobody has seen it.
    beside = {
        f"q{before[:_BESIDE]}",
        f"p{before[-_BESIDE:]}{len(before) > _SHORT}",
        f"n{after[:_BESIDE]}{len(after) > _SHORT}",
        f"m{after[-_BESIDE:]}",
    }
    letters = {f"^{word[:n]}" for n in _ENDS} | {f"${word[-n:]}" for n in _ENDS}
    place = {
        f"at{min(at, 4)}",
        f"left{min(len(words) - at, 4)}",
        f"of{min(len(words), 6)}",
        f"capital{words[at][0].isupper()}{at == 0}",
        f"length{min(len(word), 8)}",
    }
    return around | pairs | beside | letters | place
