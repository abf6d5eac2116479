"""The paragraphs of a page that are the text of its article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corpus.readers.furniture import beside_article
from corpus.readers.text_blocks import size_of, text_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 60  # characters of a paragraph that tells of what kind the paragraphs are
_WHOLE = 600  # characters of a text that has all its paragraphs in one block


def main_blocks(page: HtmlElement, title: HtmlElement | None) -> list[HtmlElement]:
    """Find the paragraphs of the kind that says most, below the title and not in furniture.

    Args:
        page: The root element of the page.
        title: The element that shows the title.
    """
    order = {element: at for at, element in enumerate(page.iter())}
    start = order[title] if title is not None else -1
    beside = {inner for one in beside_article(page) for inner in one.iter()}
    blocks = [
        block
        for block in text_blocks(page)
        if order[block.element] > start
        and len(block.text) >= _LEAST
        and not block.is_of_links
        and block.element not in beside
    ]
    sizes: Counter[tuple[object, ...]] = Counter()
    for block in blocks:
        sizes[_kind(block.element)] += len(block.text)
    kind = max(sizes, key=lambda one: sizes[one], default=None)
    return [block.element for block in blocks if _kind(block.element) == kind]


def body_of(paragraphs: list[HtmlElement]) -> HtmlElement:
    """The element that holds paragraphs, of which there is at least one.

    Around a single one it is what it stands in, unless it has all of the text in lines of its own.
    """
    first = paragraphs[0]
    if len(paragraphs) == 1:
        parent = first.getparent()
        is_whole = len(list(first.iter("br"))) > 1 or size_of(first) >= _WHOLE
        return first if is_whole or parent is None or first.tag == "td" else parent
    shared = [first, *first.iterancestors()]
    for element in paragraphs[1:]:
        above = {element, *element.iterancestors()}
        shared = [one for one in shared if one in above]
    return shared[0]


def _kind(element: HtmlElement) -> tuple[object, ...]:
    parent = element.getparent()
    above = (parent.tag, parent.get("class")) if parent is not None else ()
    return (element.tag, element.get("class"), *above)
