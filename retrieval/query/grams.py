"""The letters of a message as numbers: its character n-grams and words, hashed into buckets."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

BUCKETS = 8192
"""How many buckets there are."""

_LENGTHS = (1, 2, 3, 4, 5)  # characters
_LONGEST = 400  # characters; what is wanted is said in the first ones
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")


def grams(text: str) -> set[str]:
    """The character n-grams, words and pairs of neighbouring words of a text, whatever its case and its figures."""
    flat = " ".join(_DIGIT.sub("0", text[:_LONGEST].casefold()).split())
    framed = f"^{flat}$"
    found = {f"{n}{framed[at : at + n]}" for n in _LENGTHS for at in range(len(framed) - n + 1)}
    found.update(_of_words(_TOKEN.findall(flat)))
    return found


def _of_words(words: list[str]) -> Iterator[str]:
    for before, word in zip(["^", *words], [*words, "$"], strict=True):
        yield f"b{before} {word}"
        yield f"w{word}"


def hashed(found: Iterable[str], count: int | None = None) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The buckets of features and what each adds there, which is 1 or -1 over the root of their number.

    Args:
        found: The features.
        count: How many buckets there are; `BUCKETS` by default.

    Returns:
        Two arrays of one length; a bucket may come twice.
    """
    codes = np.array([zlib.crc32(one.encode()) for one in sorted(found)], dtype=np.int64)
    signs = np.where(codes >> 20 & 1, 1.0, -1.0).astype(np.float32)
    return codes % (count or BUCKETS), signs / np.float32(np.sqrt(max(1, len(codes))))
