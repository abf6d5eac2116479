"""The title of a text that came without one."""

from __future__ import annotations

import re

from corpus.sentences import sentences

_LONGEST_HEADLINE = 140
_SHORTENED = 90
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.;:,،؛۔][\"'”’»)]*$")


def headline(text: str) -> str:
    """Give a cleaned text a title: its headline where it begins with one, else its shortened first sentence.

    A first line is a headline when it is short, does not end like a sentence, and a blank line or a much
    longer line follows it.

    Args:
        text: A cleaned text that is not empty.
    """
    first, _, rest = text.partition("\n")
    if _is_headline(first, rest):
        return first
    opening = sentences(text[:2000])[0]
    return shortened(" ".join(text[opening.start : opening.end].split()))


def shortened(text: str, most: int = _SHORTENED) -> str:
    """Cut a line between two words so that it has at most `most` characters, its ellipsis counted."""
    if len(text) <= most:
        return text
    kept = text[:most].rpartition(" ")[0] or text[: most - 1]
    return kept.rstrip(" ,;:—–-") + "…"


def _is_headline(first: str, rest: str) -> bool:
    if not rest.strip() or len(first) > _LONGEST_HEADLINE or _ENDS_LIKE_A_SENTENCE.search(first):
        return False
    following = rest.partition("\n")[0]
    return any(char.isalpha() for char in first) and (not following or len(following) > 2 * len(first))
