"""Text that was decoded in a wrong encoding on its way: repaired where that is certain, else refused by name."""

from __future__ import annotations

import re

from corpus.readers.encoding import plausibility

_LATIN_LETTERS = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]")
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x9f]|\(cid:\d+\)")
_QUESTION_MARKS = re.compile(r"\?{3,}")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 1000
_SUSPICIOUS = 0.3  # of the letters
_MOST_UNREADABLE = 0.03  # of the characters
_LEAST_LETTERS = 12
_LEAST_LOST = 8
_PLAUSIBLE = 0.65  # the score of a text that is right; wrong ones come to 0.6 at most
_CLEARLY_BETTER = 0.15

# Wrong reading, and what the bytes are.
_LATIN_PAIRS = (("cp1252", "cp1251"), ("latin-1", "cp1251"), ("cp1252", "koi8-r"), ("latin-1", "koi8-r"))
_CYRILLIC_PAIRS = (("cp1251", "koi8-r"), ("koi8-r", "cp1251"), ("cp1251", "cp866"), ("cp866", "cp1251"))


class GarbledTextError(ValueError):
    """A text that nobody can read."""


def readable(text: str) -> str:
    """The text, with what a wrong encoding made of it undone.

    Args:
        text: Any text.

    Returns:
        The same text where nothing is wrong with it.

    Raises:
        GarbledTextError: If it cannot be read and cannot be repaired.
    """
    sample = text[:_SAMPLE]
    if text.isascii():
        if _is_lost(sample):
            raise GarbledTextError("its letters are lost")
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    letters = len(_LETTER.findall(sample))
    if letters >= _LEAST_LETTERS:
        latin = len(_LATIN_LETTERS.findall(sample)) > _SUSPICIOUS * letters
        text = _redecoded(text, _LATIN_PAIRS if latin else _CYRILLIC_PAIRS)
    if is_bad(text[:_SAMPLE]):
        text = fix_encoding(text)
    if _is_lost(text[:_SAMPLE]):
        raise GarbledTextError("its letters are lost")
    return text


def _is_lost(sample: str) -> bool:
    """Whether too much of it stands for letters that a program could not tell."""
    lost = sum(len(found[0]) for found in _UNREADABLE.finditer(sample))
    questions = sum(len(found[0]) for found in _QUESTION_MARKS.finditer(sample))
    if lost + questions < _LEAST_LOST:
        return False
    return lost > _MOST_UNREADABLE * len(sample) or questions > _SUSPICIOUS * len(sample)


def _redecoded(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """What a text was before it was decoded wrongly; the text itself where that is clearly as good."""
    score = plausibility(text[:_SAMPLE]).score
    found = [(score, text)]
    for wrong, right in pairs if score < _PLAUSIBLE else ():
        try:
            repaired = _bytes_of(text, wrong).decode(right)
        except UnicodeError:
            continue
        seen = plausibility(repaired[:_SAMPLE])
        if seen.letters >= _LEAST_LETTERS and seen.score >= max(_PLAUSIBLE, score + _CLEARLY_BETTER):
            found.append((seen.score, repaired))
    return max(found)[1]


def _bytes_of(text: str, codec: str) -> bytes:
    """The bytes that a text was decoded from; what windows-1252 leaves open stands for itself, as in browsers."""
    if codec != "cp1252":
        return text.encode(codec)
    return b"".join(char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252") for char in text)
