"""The text of an article in paragraphs, with the quoted words marked; together they are the text to the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAGRAPH = re.compile(r"([^\n]+)(\n*)|(\n+)")
_LONGEST = 5_000  # characters; a browser lays out one of millions for minutes


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a paragraph.

    Attributes:
        text: Its words.
        marked: Whether they are quoted.
    """

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph, or a part of a very long one.

    Attributes:
        pieces: What is in it.
        gap: The ends of lines behind it.
    """

    pieces: tuple[TextPiece, ...]
    gap: str


def marked_text(text: str, start: int = 0, end: int = 0) -> list[MarkedParagraph]:
    """Paragraphs of a text.

    Args:
        text: The text.
        start: Offset of the first of its words that are marked.
        end: Their exclusive end; `start` where none are.
    """
    return [
        MarkedParagraph(tuple(_pieces(text, first, last, start, end)), gap)
        for first, last, gap in _blocks(text)
    ]


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each paragraph begins and ends, and the ends of lines behind it."""
    for found in _PARAGRAPH.finditer(text):
        if found[1] is None:
            yield found.start(), found.start(), found[3]
            continue
        first, last = found.span(1)
        while last - first > _LONGEST:
            cut = _cut(text, first)
            yield first, cut, ""
            first = cut
        yield first, last, found[2]


def _cut(text: str, first: int) -> int:
    """Where a long paragraph that begins here is cut: behind a space, if there is one."""
    space = text.rfind(" ", first + _LONGEST // 2, first + _LONGEST)
    return space + 1 if space > 0 else first + _LONGEST


def _pieces(text: str, first: int, last: int, start: int, end: int) -> Iterator[TextPiece]:
    """A paragraph in pieces: before the marked words, these, and behind them."""
    start = max(first, min(start, last))
    end = max(start, min(end, last))
    for piece in (
        TextPiece(text[first:start]),
        TextPiece(text[start:end], marked=True),
        TextPiece(text[end:last]),
    ):
        if piece.text:
            yield piece
