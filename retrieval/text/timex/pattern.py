"""Patterns of words: spaces, line breaks and Tajik letters as people type them."""

from __future__ import annotations

import re
from functools import cache

PLAIN = str.maketrans("ҳқғӣӯҷ", "хкгиуч")

_EITHER = {ord(letter): f"[{letter}{plain}]" for letter, plain in zip("ҳқғӣӯҷ", "хкгиуч", strict=True)}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as people write it.

    A space stands for one to three of any white space, a new line for nothing, and a Tajik letter also for the
    Russian one that keyboards without Tajik letters leave in its place.
    """
    loose = pattern.replace("\n", "").replace(" ", r"(?:\s{1,3})").translate(_EITHER)
    return re.compile(loose, re.IGNORECASE)
