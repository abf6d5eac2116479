"""The main text of a page: what trafilatura finds, and what it flattens in short articles and old layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura

from corpus.clean import clean
from corpus.readers.cards import drop_cards
from corpus.readers.date import read_date
from corpus.readers.furniture import drop_furniture, is_mostly_links
from corpus.readers.html_tree import mark_line_breaks, visible_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.html import HtmlElement

_CONTAINERS = ("//*[@itemprop='articleBody']", "//article", "//main")
_SHORT = 1000  # characters of a text in one line, below which it may have been flattened
_LEAST_KEPT = 0.5
_LAYOUT = ("table", "tbody", "tr", "td")
_LONGEST_DATE = 60


def main_paragraphs(page: HtmlElement) -> list[str]:
    """The paragraphs of a page's article; the page is changed."""
    _open_quotes(page)
    drop_cards(page)
    mark_line_breaks(page)
    drop_furniture(page)
    _unfold_layout(page)
    try:
        found = trafilatura.bare_extraction(page, include_comments=False)
    except Exception:  # noqa: BLE001 - it fails on odd pages; they can still be read as a whole
        found = None
    text = clean((found.text if found is not None and not isinstance(found, dict) else None) or "")
    if text and "\n" not in text and len(text) < _SHORT:
        text = _of_container(page, len(text)) or text
    return [line for line in (text or clean(visible_text(page))).split("\n") if line]


def without_headline(paragraphs: list[str], titles: Collection[str]) -> list[str]:
    """The paragraphs without the title of the article and a date that stand above it."""
    while len(paragraphs) > 1 and (paragraphs[0] in titles or _is_date(paragraphs[0])):
        paragraphs = paragraphs[1:]
    return paragraphs


def _open_quotes(page: HtmlElement) -> None:
    """Make plain blocks of figures that are quotes: trafilatura takes figures for pictures."""
    for quote in page.iter("blockquote"):
        for figure in quote.iterancestors("figure"):
            if figure.find(".//img") is None:
                figure.tag = "div"


def _unfold_layout(page: HtmlElement) -> None:
    """Make plain blocks of a table where most of the page stands in one cell; cells of links beside it go."""
    most = _LEAST_KEPT * len(page.text_content())
    for cell in [cell for cell in page.iter("td") if len(cell.text_content()) >= most]:
        row = cell.getparent()
        for beside in list(row) if row is not None else []:
            if beside is not cell and is_mostly_links(beside):
                row.remove(beside)
            else:
                beside.tag = "div"
        for element in cell.iterancestors(*_LAYOUT):
            element.tag = "div"


def _of_container(page: HtmlElement, length: int) -> str | None:
    """The text of the one element that holds the article, a block a line; trafilatura joins those of short ones."""
    for path in _CONTAINERS:
        found = page.xpath(path)
        if len(found) == 1:
            for element in found[0].xpath(".//h1 | .//time"):
                element.drop_tree()
            text = clean(visible_text(found[0]))
            return text if len(text) >= _LEAST_KEPT * length else None
    return None


def _is_date(line: str) -> bool:
    if len(line) > _LONGEST_DATE:
        return False
    try:
        read_date(line)
    except ValueError:
        return False
    return True
