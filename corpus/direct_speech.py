"""Direct speech: which sentences stand within one pair of quotation marks, with who said them beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 700  # characters of a speech that is kept together
_SPEECH = re.compile(
    rf"«[^«»]{{1,{_LONGEST}}}»|“[^“”]{{1,{_LONGEST}}}”|„[^„“”]{{1,{_LONGEST}}}[“”]"
    rf'|(?<![^\s(])"(?=\S)[^"]{{1,{_LONGEST}}}"(?!\w)'
)
_WORD = re.compile(r"[^\W\d_]{2}")


def ends_within_speech(text: str, ends: Sequence[int], start: int, end: int) -> Iterator[int]:
    """The ends of sentences that part a speech from its speaker.

    A speech that stands by itself, without a word beside it in its first or last sentence, is not looked at:
    who says it stands elsewhere, or it is a title.

    Args:
        text: The text.
        ends: Where sentences of a paragraph end, in order.
        start: Where the paragraph begins.
        end: Where it ends.
    """
    for speech in _SPEECH.finditer(text, start, end):
        first, last = bisect_right(ends, speech.start()), bisect_left(ends, speech.end())
        within = ends[first:last]
        if not within:
            continue
        before = ends[first - 1] if first else start
        after = ends[last] if last < len(ends) else end
        if _WORD.search(text, before, speech.start()) or _WORD.search(text, speech.end(), after):
            yield from within
