"""Which encoding bytes are in that are not UTF-8: tried one by one, and taken only where the text is plausible."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from corpus.languages.registry import all_words
from corpus.languages.script import CYRILLIC

_CYRILLIC_CODECS = ("cp1251", "koi8-r", "koi8-u", "koi8-t", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154")
_LATIN_CODEC = "cp1252"
_UTF16_CODECS = ("utf-16-le", "utf-16-be")
_SAMPLE = 200_000  # bytes
_LEAST_LETTERS = 15  # of a script; fewer tell nothing
_LEAST_LATIN = 40
_MOST_ACCENTED = 0.25  # of the letters of a text in Latin script
_LEAST_PLAUSIBLE = 0.6
_TELLING_WORDS = 30
_LEAST_COMMON = 0.02  # of the words
_LONGER_WORDS = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"[^\W\d_]+")
_WORD_SIGNS = frozenset("\u00a0«»“”„‘’‚–—…№§°•·-")
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")


class Plausibility(NamedTuple):
    """How much a text looks like a language that is written in Cyrillic.

    Attributes:
        letters: How many Cyrillic letters it has.
        score: 0.0 to 1.0: the part of its letters that are common ones, times the part of its words whose capitals
            stand where capitals do, less what is neither letter nor punctuation.
    """

    letters: int
    score: float


def encoding_of(data: bytes) -> str | None:
    """Tell the encoding of bytes that are not UTF-8 and begin with no byte order mark.

    Args:
        data: The bytes, or a sample of them.

    Returns:
        The name of a codec that gives a plausible Russian, Tajik or Latin text, or `None` where none does.
    """
    sample = data[:_SAMPLE]
    if b"\0" in sample or _looks_like_utf16(sample):
        return next((codec for codec in _UTF16_CODECS if _is_plain(_decoded(sample, codec))), None)
    if len(_MULTIBYTE.findall(sample)) > sum(byte >= 0x80 for byte in sample) / 4:
        return None  # UTF-8 with a flaw; what is wrong with it is told elsewhere
    if cyrillic := _cyrillic_codec(sample):
        return cyrillic
    text = _decoded(sample, _LATIN_CODEC)
    return _LATIN_CODEC if text and _is_latin(text) else None


def _cyrillic_codec(sample: bytes) -> str | None:
    """The codec by which bytes are likeliest a text in Cyrillic letters; `None` where they are by none."""
    found = {codec: plausibility(text) for codec in _CYRILLIC_CODECS if (text := _decoded(sample, codec))}
    fit = {codec: seen.score for codec, seen in found.items() if seen.letters >= _LEAST_LETTERS}
    best = max(fit, key=lambda codec: fit[codec], default=None)
    if best is None or fit[best] < _LEAST_PLAUSIBLE or not _may_be_language(_decoded(sample, best)):
        return None
    return best


def plausibility(text: str) -> Plausibility:
    """How much a text looks like one in Cyrillic letters."""
    letters = len(_cyrillic().findall(text))
    if not letters:
        return Plausibility(0, 0.0)
    lower = text.lower()
    common = sum(map(lower.count, _commonest())) / letters
    words = [word for word in _LONGER_WORDS.findall(text) if _cyrillic().search(word)]
    well = sum(map(_well_written, words)) / len(words) if words else 0.0
    odd = len(_odd_signs().findall(text)) / letters
    return Plausibility(letters, min(common, 1.0) * well * max(0.0, 1 - 4 * odd))


def _may_be_language(text: str) -> bool:
    """Whether a text that has no capitals has words of a language that is written in Cyrillic letters.

    Other scripts, such as the Hebrew one, know no capitals.
    """
    words = [word for word in _LONGER_WORDS.findall(text) if _cyrillic().search(word)]
    if len(words) < _TELLING_WORDS or not all(map(str.islower, words)):
        return True
    return sum(word in _common_words() for word in words) >= _LEAST_COMMON * len(words)


def _well_written(word: str) -> bool:
    """Whether its capitals stand where they do: none, the first, or all; and all of it is of one script."""
    if not (word.islower() or word.istitle() or word.isupper()):
        return False
    return len(_cyrillic().findall(word)) == len(word)


@cache
def _cyrillic() -> re.Pattern[str]:
    return re.compile(f"[{CYRILLIC.letters}]", re.IGNORECASE)


@cache
def _odd_signs() -> re.Pattern[str]:
    """What is neither ASCII nor Cyrillic nor punctuation."""
    signs = re.escape("".join(sorted(_WORD_SIGNS)))
    return re.compile(rf"[^\x00-\x7f{CYRILLIC.letters}{signs}]", re.IGNORECASE)


@cache
def _common_words() -> frozenset[str]:
    return all_words(lambda language: language.detection_signs.words)


@cache
def _commonest() -> frozenset[str]:
    return all_words(lambda language: language.detection_signs.commonest_letters)


def _decoded(data: bytes, codec: str) -> str:
    """The text, without what is missing of the last character; empty where it is none in that encoding."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(data)
    except UnicodeDecodeError:
        return ""
    return "" if any(map(_is_control, set(text))) else text


def _is_control(char: str) -> bool:
    code = ord(char)
    return (code < 0x20 and char not in "\t\n\r\v\f\x1a\x1b") or 0x7F <= code < 0xA0


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte is the same few: those of one script."""
    if len(data) < 2 * _LEAST_LETTERS:
        return False
    return any(len(set(data[start::2])) <= 4 and len(set(data[1 - start :: 2])) > 4 for start in (0, 1))


def _is_plain(text: str) -> bool:
    """Whether nearly all characters are letters, figures, white space and common signs of a few scripts."""
    if len(text) < 2:
        return False
    plain = sum(char.isspace() or 0x20 <= ord(char) < 0x0750 or 0x2000 <= ord(char) < 0x2200 for char in text)
    return plain >= 0.95 * len(text) and sum(map(str.isalpha, text)) >= 0.4 * len(text)


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    accented = [char for char in letters if ord(char) > 0x7F]
    if len(letters) < _LEAST_LATIN or len(accented) > _MOST_ACCENTED * len(letters):
        return False
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    signs = {char for char in text if ord(char) > 0x7F and not char.isalpha()}
    return signs <= _WORD_SIGNS and all(word.islower() or word.istitle() or word.isupper() for word in words)
