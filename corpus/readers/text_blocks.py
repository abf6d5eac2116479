"""The blocks of a page that hold text of their own, in the order in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from corpus.readers.html_tree import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "textarea", "select"})
_NO_BLOCK = "br"
_MOSTLY = 0.5


@dataclass(slots=True)
class TextBlock:
    """A block and the text that stands in it outside of blocks within it.

    Attributes:
        element: The block.
        parts: Its text in pieces.
        linked: Characters of it that stand in links.
    """

    element: HtmlElement
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        """In one line."""
        return " ".join("".join(self.parts).split())

    @property
    def is_of_links(self) -> bool:
        """Whether most of it are links."""
        return self.linked > _MOSTLY * sum(map(len, self.parts))


def text_blocks(page: HtmlElement) -> list[TextBlock]:
    """The blocks of a page that hold text of their own, in the order of their beginnings.

    Args:
        page: Its root element.
    """
    collector = _Collector(page)
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            collector.begin(element)
        else:
            collector.end(element)
    return [block for block in collector.found.values() if block.text]


class _Collector:
    """What was found on a walk through a page.

    Args:
        page: The element at which the walk begins.
    """

    def __init__(self, page: HtmlElement) -> None:
        self.found: dict[HtmlElement, TextBlock] = {}
        self._page = page
        self._around = [page]
        self._links = self._unseen = 0

    def begin(self, element: HtmlElement) -> None:
        """Take what stands at the beginning of an element."""
        self._links += element.tag == "a"
        self._unseen += element.tag in _UNSEEN
        if self._is_block(element):
            self._around.append(element)
        self._take(" " if element.tag == _NO_BLOCK else element.text)

    def end(self, element: HtmlElement) -> None:
        """Take what stands behind an element."""
        self._links -= element.tag == "a"
        self._unseen -= element.tag in _UNSEEN
        if self._is_block(element):
            self._around.pop()
        if element is not self._page:
            self._take(element.tail)

    def _is_block(self, element: HtmlElement) -> bool:
        return element.tag in BLOCKS and element.tag != _NO_BLOCK and element is not self._page

    def _take(self, text: str | None) -> None:
        if text and not self._unseen:
            block = self.found.setdefault(self._around[-1], TextBlock(self._around[-1]))
            block.parts.append(text)
            block.linked += len(text) if self._links else 0


def line_of(element: HtmlElement) -> str:
    """All text of an element, in one line."""
    return " ".join(element.text_content().split())


def size_of(element: HtmlElement) -> int:
    """How many characters that line has."""
    return len(line_of(element)) if isinstance(element.tag, str) else 0
