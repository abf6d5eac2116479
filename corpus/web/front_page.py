"""A site's front page: it holds no article, but leads to the site's feeds and sitemaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.address import normal
from corpus.errors import CorpusError, SourceError
from corpus.readers.html import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from lxml.html import HtmlElement

    from corpus.source import Item
    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

    _Lister: TypeAlias = Callable[[Fetched, str, Fetcher], Iterator[Item | CorpusError]]

_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_SITEMAP_LINE = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_USUAL_SITEMAP = "/sitemap.xml"
_MOST = 10  # feeds, and sitemaps, of one site


def items_behind(found: Fetched, origin: str, fetcher: Fetcher) -> Iterator[Item | CorpusError]:
    """List what the feeds list that the page names; where it names none, what the site's sitemaps do.

    Args:
        found: The front page.
        origin: Its address, for reports.
        fetcher: Fetches the rest.

    Raises:
        SourceError: If the site has neither.
    """
    from corpus.web.feed import feed_items
    from corpus.web.sitemap import sitemap_items

    errors: list[CorpusError] = []
    listed = False
    feeds = _feeds(tree_of(found.body, origin, found.charset), found.address)
    for item in _each_once(_read(feeds, feed_items, fetcher, errors)):
        listed = True
        yield item
    if not listed:
        for page in _each_once(_read(_sitemaps(found.address, fetcher), sitemap_items, fetcher, errors)):
            listed = True
            yield page
    if not listed:
        reasons = "".join(f"; {error.origin} {error.reason}" for error in errors[:3])
        nothing = "is the front page of a site, and no feed or sitemap was found there"
        raise SourceError(origin, f"{nothing}{reasons}; name the address of one")
    if feeds:
        yield from errors


def _read(
    addresses: list[str], items_of: _Lister, fetcher: Fetcher, errors: list[CorpusError]
) -> Iterator[Item | CorpusError]:
    """What is listed at all of the addresses; what keeps one from being read is added to the errors."""
    for address in addresses:
        try:
            yield from items_of(fetcher.fetch(address), address, fetcher)
        except CorpusError as error:
            errors.append(error)


def _each_once(items: Iterator[Item | CorpusError]) -> Iterator[Item | CorpusError]:
    """Without the items that another list had before."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, CorpusError):
            yield item
        elif item.origin not in seen:
            seen.add(item.origin)
            yield item


def _feeds(page: HtmlElement, address: str) -> list[str]:
    """The feeds that a page names, but for those of comments."""
    found = []
    for link in page.iter("link"):
        if (
            "alternate" not in link.get("rel", "").lower().split()
            or link.get("type", "").lower() not in _FEED_TYPES
        ):
            continue
        feed = normal(urljoin(address, link.get("href", "").strip()))
        if feed is not None and not _COMMENTS.search(f"{feed} {link.get('title', '')}"):
            found.append(feed)
    return list(dict.fromkeys(found))[:_MOST]


def _sitemaps(address: str, fetcher: Fetcher) -> list[str]:
    """The sitemaps that a site's robots.txt names, else where they usually are."""
    try:
        robots = fetcher.fetch(urljoin(address, "/robots.txt")).body
    except CorpusError:
        robots = b""
    stated = (
        normal(urljoin(address, line.decode("utf-8", "replace"))) for line in _SITEMAP_LINE.findall(robots)
    )
    named = [one for one in dict.fromkeys(stated) if one is not None]
    return named[:_MOST] or [urljoin(address, _USUAL_SITEMAP)]
