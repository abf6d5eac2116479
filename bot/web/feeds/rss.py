"""Citations as an RSS 2.0 feed."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from lxml import etree

from bot.rendering.markup import cleaned, web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answer import Citation

_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MINUTES = "30"  # after which a reader may look again


def rss(citations: Sequence[Citation], *, title: str, description: str, address: str, language: str) -> bytes:
    """The feed.

    Args:
        citations: One item each, newest first.
        title: Of the feed.
        description: What it tells of.
        address: Where it is; sealed addresses are its only name.
        language: Code of the reader's language.

    Returns:
        XML in UTF-8; the same for the same citations.
    """
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM, "dc": _DC})
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", title), ("link", address), ("description", description)):
        _put(channel, name, text)
    _put(channel, "language", language)
    _put(channel, "ttl", _MINUTES)
    itself = {"href": address, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{_ATOM}}}link", itself)
    if citations and citations[0].published is not None:
        _put(channel, "lastBuildDate", format_datetime(citations[0].published.astimezone(UTC)))
    for citation in citations:
        _item(etree.SubElement(channel, "item"), citation)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return document


def _item(item: etree._Element, citation: Citation) -> None:
    quote = _plain(citation.quote)
    _put(item, "title", _plain(citation.title) or quote)
    link = web_address(citation.url) or web_address(citation.reading_url)
    if link:
        _put(item, "link", link)
    # Readers show descriptions as HTML: what an article holds is text all the same.
    _put(item, "description", f"“{_escaped(quote)}”")
    if citation.source and (outlet := _plain(citation.source)):
        _put(item, f"{{{_DC}}}creator", outlet)
    if citation.published is not None:
        _put(item, "pubDate", format_datetime(citation.published.astimezone(UTC)))
    # Not the id itself, which may be a path of this machine.
    name = hashlib.sha256(f"{citation.article_id}\0{quote}".encode("utf-8", "replace")).hexdigest()[:32]
    _put(item, "guid", name).set("isPermaLink", "false")


def _put(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _plain(text: str) -> str:
    return " ".join(cleaned(text).split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
