"""Direct speech: which sentences stand within one pair of quotation marks, with who said them beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST = 700  # characters of a speech that is kept together
_SPEECH = re.compile(
    rf"«[^«»]{{1,{_LONGEST}}}»|“[^“”]{{1,{_LONGEST}}}”|„[^„“”]{{1,{_LONGEST}}}[“”]"
    rf'|(?<![^\s(])"(?=\S)[^"]{{1,{_LONGEST}}}"(?!\w)'
)
_WORD = re.compile(r"[^\W\d_]{2}")


def ends_within_speech(
    text: str, paragraphs: Iterable[tuple[int, int]], ends: Iterable[Sequence[int]]
) -> Iterator[int]:
    """The ends of sentences that part a speech from its speaker.

    A speech that stands by itself, without a word beside it in its first or last sentence, is not looked at:
    who says it stands elsewhere, or it is a title.

    Args:
        text: The text.
        paragraphs: Where its paragraphs begin and end.
        ends: Where the sentences of each end, in order.
    """
    for (start, end), of_one in zip(paragraphs, ends, strict=True):
        if len(of_one) > 1:
            yield from _within_one(text, of_one, start, end)


def _within_one(text: str, ends: Sequence[int], start: int, end: int) -> Iterator[int]:
    """Those in one paragraph."""
    for speech in _SPEECH.finditer(text, start, end):
        first, last = bisect_right(ends, speech.start()), bisect_left(ends, speech.end())
        within = ends[first:last]
        if not within:
            continue
        before = ends[first - 1] if first else start
        after = ends[last] if last < len(ends) else end
        if _WORD.search(text, before, speech.start()) or _WORD.search(text, speech.end(), after):
            yield from within
