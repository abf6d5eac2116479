"""Scraps: what stands around a text without saying anything, such as bylines, counters and tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.link_cards import is_date
from corpus.readers.text_blocks import line_of, text_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from corpus.readers.text_blocks import TextBlock

_LONGEST = 100  # characters of a block
_LEAST_OF_SENTENCE = 40
_LEAST_OF_PARAGRAPH = 25  # characters; two of them are a part of a text, however short
_WORDS_OF_SENTENCE = 8
_COPYRIGHT = re.compile(r"(?:copyright )?(?:©|\(c\))", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…؟۔][\"'”’»)]*$")


def is_scrap(element: HtmlElement, *, even_sentences: bool) -> bool:
    """Whether an element says nothing that a paragraph of a text would.

    Args:
        element: The element.
        even_sentences: Whether a short sentence by itself is such a thing too.
    """
    if not isinstance(element.tag, str):
        return False
    blocks = [block for block in text_blocks(element) if not _COPYRIGHT.match(block.text)]
    if any(len(block.text) >= _LONGEST for block in blocks):
        return False
    if not even_sentences and any(_may_be_sentence(block) for block in blocks if not block.is_of_links):
        return False
    paragraphs = [line for one in element.iterdescendants("p") if _ENDS.search(line := line_of(one))]
    return sum(len(line) >= _LEAST_OF_PARAGRAPH for line in paragraphs) < 2


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does and is not quite short."""
    return len(text) >= _LEAST_OF_SENTENCE and _ENDS.search(text) is not None


def clear_tail(element: HtmlElement) -> None:
    """Take out the words behind an element, unless they are a sentence or long."""
    words = " ".join((element.tail or "").split())
    if len(words) < _LONGEST and not _ENDS.search(words):
        element.tail = None


def _may_be_sentence(block: TextBlock) -> bool:
    """Whether a block ends as a sentence does, or has as many words and no date by itself, as bylines have."""
    if is_sentence(block.text):
        return True
    return len(block.text.split()) >= _WORDS_OF_SENTENCE and not any(map(is_date, block.parts))
