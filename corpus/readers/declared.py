"""Bytes whose encoding is declared, perhaps wrongly: what declares it is believed where that gives a plausible text."""

from __future__ import annotations

import codecs
import re

from corpus.readers.contents import UTF16_MARKS
from corpus.readers.encoding import encoding_of, plausibility

_SAMPLE = 50_000  # bytes
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_LEAST_MULTIBYTE = 4  # characters beyond ASCII that are whole UTF-8: no chance
_LEAST_LETTERS = 15
_CLEARLY_BETTER = 0.15


def rather(data: bytes, declared: str | None) -> str | None:
    """Tell the encoding that bytes are in where it is clearly not the declared one.

    Args:
        data: The bytes.
        declared: The name of their declared encoding; `None` where there is none, or it cannot be used.

    Returns:
        The name of a codec that gives a better text, or `None` where the declared one stands.
    """
    if data.startswith((codecs.BOM_UTF8, *UTF16_MARKS)):
        return None
    if _is_utf8(data):
        return None if declared and codecs.lookup(declared).name == "utf-8" else "utf-8"
    guessed = encoding_of(data)
    if guessed is None or (declared and codecs.lookup(guessed) == codecs.lookup(declared)):
        return None
    return guessed if declared is None or _is_better(data[:_SAMPLE], guessed, declared) else None


def usable(name: str | None, data: bytes) -> str | None:
    """The name of an encoding where Python knows it and the bytes can be decoded by it."""
    try:
        data.decode(name or "")
    except (LookupError, ValueError):
        return None
    return name


def shows_encoding(data: bytes) -> bool:
    """Whether bytes that name no encoding are in one that shows: UTF-8, perhaps with a flaw, or one of two bytes."""
    two_bytes = b"\0" in data or data.startswith(UTF16_MARKS)
    return two_bytes or usable("utf-8", data) is not None or is_flawed_utf8(data)


def is_flawed_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few."""
    if b"\0" in data or usable("utf-8", data):
        return False
    return len(_MULTIBYTE.findall(data)) > sum(byte >= 0x80 for byte in data) / 4


def _is_utf8(data: bytes) -> bool:
    if len(_MULTIBYTE.findall(data[:_SAMPLE])) < _LEAST_MULTIBYTE:
        return False
    return usable("utf-8", data) is not None


def _is_better(sample: bytes, guessed: str, declared: str) -> bool:
    new, old = (plausibility(sample.decode(codec, "ignore")) for codec in (guessed, declared))
    return new.letters >= _LEAST_LETTERS and new.score >= old.score + _CLEARLY_BETTER
