"""When a web page says its article was published, and when it was last changed."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any

from corpus.readers.date import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

_META_NAMES = frozenset(
    {
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dcterms.date",
        "dcterms.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
    }
)
_META_NAMES_UPDATED = frozenset(
    {
        "article:modified_time",
        "article:modified",
        "og:updated_time",
        "datemodified",
        "last-modified",
        "lastmod",
        "dc.date.modified",
        "dcterms.modified",
    }
)
_MARKED = "//*[@itemprop='datePublished'] | //time[@pubdate]"
_MARKED_UPDATED = "//*[@itemprop='dateModified']"


def published_on_page(page: HtmlElement) -> datetime | None:
    """Find the date of publication that a page states.

    Looked at, in this order: meta tags, JSON-LD, and elements marked `pubdate` or `datePublished`.  Dates that
    merely stand in the text, in the address or in an unmarked `<time>` are no statement about the article.

    Args:
        page: The root element of the page.

    Returns:
        The date with a time zone, or `None` where the page states none that can be read.
    """
    return _first_readable(
        *_in_meta(page, _META_NAMES), *_in_json(page, "datePublished"), *_in_marks(page, _MARKED)
    )


def updated_on_page(page: HtmlElement) -> datetime | None:
    """Find the date of its latest change that a page states, looked for as that of its publication is.

    Args:
        page: The root element of the page.

    Returns:
        The date with a time zone, or `None` where the page states none that can be read.
    """
    return _first_readable(
        *_in_meta(page, _META_NAMES_UPDATED),
        *_in_json(page, "dateModified"),
        *_in_marks(page, _MARKED_UPDATED),
    )


def _first_readable(*statements: str) -> datetime | None:
    for stated in statements:
        try:
            return read_date(stated)
        except ValueError:
            # The next statement may be written better.
            continue
    return None


def _in_meta(page: HtmlElement, wanted: frozenset[str]) -> Iterator[str]:
    for meta in page.iter("meta"):
        names = (meta.get(attribute, "").lower() for attribute in ("property", "name", "itemprop"))
        if not wanted.isdisjoint(names):
            yield meta.get("content", "")


def _in_json(page: HtmlElement, name: str) -> Iterator[str]:
    for script in page.iter("script"):
        if script.get("type", "").lower() == "application/ld+json":
            yield from (
                stated for thing in _things(script.text or "") if isinstance(stated := thing.get(name), str)
            )


def _things(json_ld: str) -> Iterator[dict[str, Any]]:
    """What a piece of JSON-LD describes: the article itself, not those it links to."""
    try:
        waiting = deque([json.loads(json_ld)])
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


def _in_marks(page: HtmlElement, marked: str) -> Iterator[str]:
    for element in page.xpath(marked):
        yield element.get("datetime") or element.get("content") or element.text or ""
