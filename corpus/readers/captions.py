"""Captions of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers.html_tree import BLOCKS
from corpus.readers.text_blocks import line_of, size_of
from corpus.readers.title import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LONGEST = 300  # characters of one that is also the alternative of a picture
_LONGEST_AROUND = 160  # of one that stands in one element with a picture
_LONGEST_PARAGRAPH = 100
_CELLS = 2  # of a table around a picture: one for it, one for the words
_NOT_AROUND = frozenset(
    {"p", "li", "dd", "dt", "blockquote", "pre", "body", "main", "article", "section", "html"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_MAY_SAY = ("div", "p", "i", "em", "span", "small", "font", "blockquote", "figcaption")


def captions(page: HtmlElement) -> Iterator[HtmlElement]:
    """Find the captions of a page: short words in one element with a picture, or those of its alternative text.

    Args:
        page: The root element of the page.

    Yields:
        The elements that hold a caption, perhaps with its picture.
    """
    pictures = list(page.iter("img"))
    for picture in pictures:
        around = next((one for one in picture.iterancestors() if size_of(one)), None)
        if around is not None and _is_around(around):
            yield around
    stated = {folded(picture.get(name)) for picture in pictures for name in ("alt", "title")} - {""}
    for element in list(page.iter(*_MAY_SAY)) if stated else []:
        said = folded(element.text_content()) if size_of(element) <= _LONGEST else ""
        if said and (said in stated or said.partition(": ")[2] in stated) and _is_alone(element):
            yield element


def _is_around(element: HtmlElement) -> bool:
    """Whether an element that holds a picture says no more than a caption does."""
    if element.tag in _NOT_AROUND or size_of(element) > _LONGEST_AROUND:
        return False
    if any(size_of(one) > _LONGEST_PARAGRAPH for one in element.iter("p")):
        return False
    table = next(element.iterancestors("table"), None) if element.tag in ("td", "th", "tr") else None
    return table is None or len(list(table.iter("td"))) <= _CELLS


def _is_alone(element: HtmlElement) -> bool:
    """Whether an element is a block, or all that its block says."""
    if element.tag in BLOCKS:
        return True
    block = next((one for one in element.iterancestors() if one.tag in BLOCKS), None)
    return block is None or line_of(block) == line_of(element)
