"""Markup within a line that carries meaning: powers, marks of footnotes, words that were struck out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_RAISED = str.maketrans(
    "0123456789+-\u2212()n",
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b\u207d\u207e\u207f",
)
_POWER = re.compile(r"[+\u2212-]?\d{1,3}|n")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*\u2020\u2021])(?:[,\s-]+\d{1,3})*[\])]?")
_BASE_OF_TEN = re.compile(r"(?<![\d.,])10$")
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}$")


def raised(before: str, text: str) -> str:
    """What is put for raised text: a power as such, a mark of a footnote as nothing, other text as it is.

    Args:
        before: What stands before it.
        text: The raised text.
    """
    text = text.strip()
    before = before[-12:]
    power = _POWER.fullmatch(text) is not None
    if power and (_BASE_OF_TEN.search(before) or (text in ("2", "3") and _UNIT.search(before))):
        return text.translate(_RAISED)
    return "" if _MARK.fullmatch(text) else text


def keep_meaning(page: HtmlElement) -> None:
    """Write powers of a page as such, and take out the marks of its footnotes and what was struck out."""
    for element in page.xpath("//del | //s | //strike"):
        element.drop_tree()
    for element in page.xpath("//sup"):
        if element.getparent() is None:
            continue
        inside = element.text_content()
        kept = (
            ""
            if element.xpath(".//a") and _MARK.fullmatch(inside.strip())
            else raised(_before(element), inside)
        )
        for child in list(element):
            element.remove(child)
        element.text = kept
        element.drop_tag()


def _before(element: HtmlElement) -> str:
    """The text that stands just before an element."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    return str(previous.tail or previous.text_content())
