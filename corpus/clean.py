"""The one place where the text of an article changes; everything later quotes from what comes out of here."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = {"\v": "\n", "\f": "\n\n", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_JOINERS = "\u200c\u200d"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"

# Signs of numbers and verses: of the same category as invisible format characters, yet they are seen.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")

# Persian writes "می‌روم" with a zero-width non-joiner; an emoji such as a family is several joined into one.
_EMOJI = "\u200d\u20e3\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(
    f"(?<![{_ARABIC}{_EMOJI}])[{_JOINERS}]|[{_JOINERS}](?![{_ARABIC}{_EMOJI}])|\u200c(?![{_ARABIC}])"
)
_JOINER_RUN = re.compile(f"([{_JOINERS}])[{_JOINERS}]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")


def clean(text: str) -> str:
    r"""Make a text fit to be read, searched and quoted.

    Line ends become `\n`, tabs and exotic spaces plain spaces, runs of spaces one space, several blank lines
    one.  Soft hyphens, zero-width and direction marks and control characters go; so do spaces at either end
    of a line.  Letters are composed (NFC).  A non-joiner stays between Arabic letters, a joiner inside an emoji.
    Half of a surrogate pair becomes U+FFFD, so that the result can always be encoded.

    Cleaning twice changes nothing more.  Offsets of sentences and passages count in the text returned here.

    Args:
        text: Any text.

    Returns:
        The cleaned text; empty where there was nothing to read.
    """
    text = text.replace("\r\n", "\n")
    text = text.translate({ord(char): _replacement(char) for char in set(text)})
    text = _JOINER_RUN.sub(r"\1", text)
    text = _STRAY_JOINER.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r" {2,}", " ", text)
    text = _AROUND_LINE_END.sub("\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip(" \n")


def _replacement(char: str) -> str:
    if char in _JOINERS or char == "\n" or char in _VISIBLE_FORMAT:
        return char
    if char in _LINE_ENDS:
        return _LINE_ENDS[char]
    category = unicodedata.category(char)
    if category == "Zs" or char.isspace():
        return " "
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else char
