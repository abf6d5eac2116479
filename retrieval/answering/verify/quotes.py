"""A quote found again in a passage: to the letter, whatever form the white space and quotation marks have."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from corpus.languages.registry import any_pattern

_LEAST_WORDS = 2
_NEGATION_CHARS = 20  # before a quote, in which a negation is looked for
_AROUND = " .,;:…!?\"'()"
_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'"}
    | dict.fromkeys("–—−‑‐", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text; case, white space and kinds of quotation marks do not count.

    Words are found whole: "opened in 200" does not stand in "opened in 2006".

    Returns:
        Offsets in `text`, or `None` where the words do not stand there, or are too few to prove anything.
    """
    words = flat(quote)[0].strip(_AROUND)
    if len(words.split()) < _LEAST_WORDS and not any(c.isdigit() for c in words):
        return None
    within, offsets = flat(text)
    at = within.find(words)
    while at >= 0:
        end = at + len(words)
        if _whole(within, at) and _whole(within, end):
            return offsets[at], offsets[end - 1] + 1
        at = within.find(words, at + 1)
    return None


def with_negation(text: str, start: int) -> int:
    """Where a quote begins so that it does not lose a negation right before it."""
    while match := _negation_at_end().search(text[max(0, start - _NEGATION_CHARS) : start]):
        start -= len(match.group())
    return start


@cache
def _negation_at_end() -> re.Pattern[str]:
    negation = any_pattern(lambda language: language.stance_words.negation)
    return re.compile(rf"\b{negation}\s+$", re.IGNORECASE)


def _whole(text: str, at: int) -> bool:
    """Whether no word and no number is cut in two here."""
    around = text[max(0, at - 1) : at + 1]
    if len(around) < 2 or at == 0:
        return True
    if around[0].isalnum() and around[1].isalnum():
        return False
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    inside_number = re.search(r"\d[.,]?$", before) and re.match(r"[.,]?\d", after)
    return not inside_number


@lru_cache(maxsize=512)
def flat(text: str) -> tuple[str, tuple[int, ...]]:
    """A text for comparing, and for each of its characters the offset it came from."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, original in enumerate(text):
        for c in unicodedata.normalize("NFKC", original).translate(_SAME).casefold():
            if c.isspace():
                if not characters or characters[-1] == " ":
                    continue
                c = " "  # noqa: PLW2901 - every kind of white space counts as one space
            characters.append(c)
            offsets.append(offset)
    return "".join(characters), tuple(offsets)
