"""Text that was decoded in a wrong encoding on its way: repaired where that is certain, else refused by name."""

from __future__ import annotations

import re

from corpus.languages.script import CYRILLIC
from corpus.readers.encoding import plausibility

_LATIN_LETTERS = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]")
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x9f]|\(cid:\d+\)")
_QUESTION_MARKS = re.compile(r"\?{3,}")
_LETTER = re.compile(r"[^\W\d_]")
_LEAD_OF_CYRILLIC = re.compile("[ÐÑÒÓ]")  # what the first byte of a Cyrillic letter is taken for
_LEAD_IN_WORD = re.compile(f"[{CYRILLIC.letters}][ÐÑÒÓ]|[ÐÑÒÓ][{CYRILLIC.letters}]", re.IGNORECASE)
_BOX_IN_WORD = re.compile(f"[{CYRILLIC.letters}][\u2500-\u259f](?=[{CYRILLIC.letters}])", re.IGNORECASE)
_SPACED_CAPITAL = re.compile("[ÂÃ] ")  # a letter, or what is left of one; that alone tells neither
_RUN_OF_TEXT = re.compile(">([^<>]{10,})<")
_SHOWN = 2000  # characters of a page that tell how it reads
_SAMPLE = 1000
_SUSPICIOUS = 0.3  # of the letters
_MOST_BOXES = 0.1  # of the letters; tables in plain text have fewer
_MOST_UNREADABLE = 0.03  # of the characters
_LEAST_LETTERS = 12
_LEAST_LOST = 8
_PLAUSIBLE = 0.65  # the score of a text that is right; wrong ones come to 0.6 at most
_CLEARLY_BETTER = 0.15

# Wrong reading, and what the bytes are.
_LATIN_PAIRS = (
    ("cp1252", "cp1251"),
    ("latin-1", "cp1251"),
    ("cp1252", "koi8-r"),
    ("latin-1", "koi8-r"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
)
_CYRILLIC_PAIRS = (
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
    ("cp1251", "utf-8"),
    ("koi8-r", "utf-8"),
    ("cp866", "utf-8"),
)


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

    misread = _misreading(sample)
    if misread is not None:
        text = _redecoded(text, *misread)
    if is_bad(_SPACED_CAPITAL.sub(" ", text[:_SAMPLE])):
        text = fix_encoding(text)
    if _is_lost(text[:_SAMPLE]) or _is_misread(text[:_SAMPLE]):
        raise GarbledTextError("its letters are lost")
    return text


def readable_markup(markup: str) -> str:
    """A page with what a wrong encoding made of all of it undone.

    In its texts this comes too late: letters that were taken for white space and soft hyphens are gone from them.
    """
    shown: list[str] = []
    for run in _RUN_OF_TEXT.finditer(markup):
        if not run[1].isascii():
            shown.append(run[1])
            if sum(map(len, shown)) > _SHOWN:
                break
    misread = _misreading(" ".join(shown)[:_SHOWN])
    return markup if misread is None else _redecoded(markup, *misread)


def _is_misread(sample: str) -> bool:
    """Whether it is UTF-8 that was taken for other letters and signs and has lost what those cannot hold."""
    letters = len(_LETTER.findall(sample))
    if letters >= _LEAST_LETTERS and len(_LEAD_OF_CYRILLIC.findall(sample)) > _SUSPICIOUS * letters:
        return True
    boxes = len(_BOX_IN_WORD.findall(sample))
    return len(_LEAD_IN_WORD.findall(sample)) >= _LEAST_LOST or boxes >= max(
        _LEAST_LOST, _MOST_BOXES * letters
    )


def _is_lost(sample: str) -> bool:
    """Whether too much of it stands for letters that a program could not tell."""
    lost = sum(len(found[0]) for found in _UNREADABLE.finditer(sample))
    questions = sum(len(found[0]) for found in _QUESTION_MARKS.finditer(sample))
    if lost + questions < _LEAST_LOST:
        return False
    return lost > _MOST_UNREADABLE * len(sample) or questions > _SUSPICIOUS * len(sample)


def _misreading(sample: str) -> tuple[str, str] | None:
    """The encoding that a text was decoded in, and the one that it is in; `None` where it is as good as it stands."""
    letters = len(_LETTER.findall(sample))
    if letters < _LEAST_LETTERS:
        return None
    latin = len(_LATIN_LETTERS.findall(sample)) > _SUSPICIOUS * letters
    score = plausibility(sample).score
    best: tuple[str, str] | None = None
    for wrong, right in (_LATIN_PAIRS if latin else _CYRILLIC_PAIRS) if score < _PLAUSIBLE else ():
        data = _bytes_of(sample, wrong)
        if data.count(b"?") - sample.count("?") > _MOST_UNREADABLE * letters:
            continue
        seen = plausibility(data.decode(right, "ignore"))
        if seen.letters >= _LEAST_LETTERS and seen.score >= max(_PLAUSIBLE, score + _CLEARLY_BETTER):
            best, score = (wrong, right), seen.score
    return best


def _redecoded(text: str, wrong: str, right: str) -> str:
    """What a text was before it was decoded wrongly; what was lost then is lost."""
    pieces = text.split("\ufffd")
    return "\ufffd".join(_bytes_of(piece, wrong).decode(right, "replace") for piece in pieces)


def _bytes_of(text: str, codec: str) -> bytes:
    """The bytes that a text was decoded from, a question mark for each character that the encoding has not.

    What windows-1252 leaves open stands for itself, as in browsers.
    """
    if codec != "cp1252":
        return text.encode(codec, "replace")
    return b"".join(
        char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252", "replace") for char in text
    )
