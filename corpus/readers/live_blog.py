"""Live blogs: pages whose entries are articles of their own, each with its time and its place on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from corpus.address import address_key
from corpus.readers.fields import record_fields
from corpus.readers.html_tree import text_of_fragment
from corpus.readers.json_ld import things, types_of
from corpus.readers.live_entry import LiveEntry, words_of_entry
from corpus.readers.timed_entries import timed_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_UPDATES = "liveBlogUpdate"
_MARKED = "//*[@itemprop='liveBlogUpdate']"
_MOST = 2000
_WORD = re.compile(r"\w+")
_NEARLY_ALL = 0.8


def take_entries(page: HtmlElement, address: str | None) -> list[LiveEntry]:
    """Take the entries of a live blog out of its page.

    They are those that the page states to be entries (JSON-LD or microdata of a LiveBlogPosting), else elements of
    one kind that carry their own times and say most of what the page does.

    Args:
        page: The root element of the page, which is left with what is no entry.
        address: The page's own address.

    Returns:
        The entries, each with a place of its own, as they stand on the page; none where it is no live blog.
    """
    entries = [*_stated(page, address)] or [*_marked(page)] or timed_entries(page, address)
    by_place = {entry.place: entry for entry in entries[:_MOST]}
    for entry in by_place.values():
        if entry.element is not None and entry.element.getparent() is not None:
            entry.element.drop_tree()
    return list(by_place.values())


def _stated(page: HtmlElement, address: str | None) -> Iterator[LiveEntry]:
    """The entries that JSON-LD states; their words as they stand on the page where they are found there."""
    for thing in things(page):
        if "liveblogposting" not in types_of(thing):
            continue
        updates = thing.get(_UPDATES)
        for update in updates if isinstance(updates, list) else [updates]:
            if isinstance(update, dict):
                yield _of_statement(update, page, address)


def _of_statement(update: Mapping[str, object], page: HtmlElement, address: str | None) -> LiveEntry:
    said = {name: value for name, value in update.items() if isinstance(value, str)}
    url, fragment = urldefrag(urljoin(address or "", _first(said, "url", "@id")))
    element = next(iter(page.xpath("//*[@id=$id]", id=fragment)), None) if fragment else None
    body = _body(_plain(_first(said, "articleBody", "text")), element)
    title = _plain(_first(said, "headline", "name"))
    # Systems that know no headlines of entries repeat the beginning of their text there.
    fields = {
        "text": body,
        "title": None if body.startswith(title.rstrip(".…")) else title,
        "published": said.get("datePublished"),
        "updated": said.get("dateModified"),
        "author": record_fields({"author": update.get("author")}).get("author"),
    }
    own = url if not fragment and address_key(url) != address_key(address or "") else None
    place = fragment or own or _first(said, "datePublished", "dateCreated") or f"{title} {body}"[:80]
    return LiveEntry(place, own or None, fields, element, has_fragment=bool(fragment))


def _first(said: Mapping[str, str], *names: str) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _body(stated: str, element: HtmlElement | None) -> str:
    """The words of an entry: as they stand on the page where those are the ones that are stated, in paragraphs."""
    shown = words_of_entry(element).text if element is not None else ""
    return shown if shown and _holds(shown, stated) else stated


def _marked(page: HtmlElement) -> Iterator[LiveEntry]:
    """The entries that microdata mark."""
    for element in page.xpath(_MARKED):
        words = words_of_entry(element)
        stated = {name: _property(element, name) for name in ("datePublished", "dateModified", "headline")}
        fields: dict[str, object] = {
            "text": words.text,
            "title": stated["headline"] or words.title,
            "published": stated["datePublished"],
            "updated": stated["dateModified"],
        }
        place = element.get("id") or stated["datePublished"] or words.text[:80]
        yield LiveEntry(place, None, fields, element, has_fragment=bool(element.get("id")))


def _property(element: HtmlElement, name: str) -> str | None:
    found = element.xpath(".//*[@itemprop=$name]", name=name)
    if not found:
        return None
    stated = next((value for key in ("datetime", "content") if (value := found[0].get(key))), None)
    return " ".join((stated or found[0].text_content()).split()) or None


def _plain(value: str) -> str:
    return text_of_fragment(value) if "<" in value or "&" in value else value.strip()


def _holds(text: str, body: str) -> bool:
    """Whether a text has nearly all the words of another."""
    words = set(_WORD.findall(body.lower()))
    return len(words & set(_WORD.findall(text.lower()))) >= _NEARLY_ALL * len(words)
