"""Telegram Desktop's export of a channel as web pages: each post an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, SkippedError
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from corpus.article import Article

_EXPORT = re.compile(rb"class=\"(?:page_body chat_page|history)\"")
_POST = "//div[contains(concat(' ', @class, ' '), ' message ') and contains(concat(' ', @class, ' '), ' default ')]"
_SERVICE = "//div[contains(@class, 'message service')]"
_PEEK = 20_000


def is_export_page(data: bytes) -> bool:
    """Whether a page is one of an export."""
    return _EXPORT.search(data[:_PEEK]) is not None


def posts(page: HtmlElement, origin: str) -> Iterator[Article | CorpusError]:
    """The posts on a page of an export.

    Args:
        page: Its root element.
        origin: What the file is called; posts are known by its folder, as the pages of an export lie in one.
    """
    channel = _words(page, "//div[contains(@class, 'page_header')]//div[contains(@class, 'text')]")
    folder = origin.rpartition("/")[0]
    without_text = 0
    for post in page.xpath(_POST):
        number = (post.get("id") or "").removeprefix("message")
        text = _text(post)
        if not text.strip():
            without_text += 1
            continue
        stated = post.xpath(".//div[contains(@class, 'body')]/div[contains(@class, 'date')]/@title")
        fields = {
            "id": f"{folder}#{number}",
            "text": text,
            "published": str(stated[0]) if stated else None,
            "source": channel,
            "author": _words(post, ".//div[contains(@class, 'forwarded')]/div[@class='from_name']/text()[1]"),
        }
        try:
            yield from Record(fields, path=f"{origin}#{number}").read()
        except CorpusError as error:
            yield error
    left = without_text + len(page.xpath(_SERVICE))
    if left:
        yield SkippedError(origin, f"{left:,} of its messages have no text of their own and are left out")


def _text(post: HtmlElement) -> str:
    from lxml import etree

    from corpus.readers.html_tree import text_of_fragment

    parts = []
    for element in post.xpath(".//div[@class='text']"):
        for struck in element.xpath(".//s | .//del"):
            struck.drop_tree()
        parts.append(etree.tostring(element, encoding="unicode", with_tail=False))
    # Lines of a post are lines, and an empty one between them begins a paragraph: both are <br>.
    return "\n\n".join(text_of_fragment(part) for part in parts)


def _words(element: HtmlElement, path: str) -> str | None:
    found = element.xpath(path)
    if not found:
        return None
    text = found[0] if isinstance(found[0], str) else found[0].text_content()
    return " ".join(text.split()) or None
