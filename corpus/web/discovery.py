"""A web address as a source: a feed, a sitemap, a public channel of Telegram or a page."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.address import canonical, is_front_page, parse
from corpus.errors import CorpusError
from corpus.readers.contents import UTF16_MARKS
from corpus.source import nothing_seen
from corpus.web.channel_address import channel_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.source import Item, Seen
    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_FEED, _SITEMAP, _PAGE, _CHANNEL = "feed", "sitemap", "page", "channel"
_ROOTS = {
    "rss": _FEED,
    "feed": _FEED,
    "rdf": _FEED,
    "channel": _FEED,
    "urlset": _SITEMAP,
    "sitemapindex": _SITEMAP,
}
_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_PEEK = 65536


@dataclass(frozen=True, slots=True)
class WebSource:
    """A source that is an address.

    Attributes:
        name: The address, without user and password; behind `feed:`, `page:` or `sitemap:` where it was named so.
        address: The address alone.
        kind: "feed", "page", "sitemap" or "channel"; `None`: as its content says.
        seen: Tells what an item looked like when it was read.
    """

    name: str
    address: str
    kind: str | None
    fetcher: Fetcher = field(repr=False, compare=False)
    seen: Seen = field(default=nothing_seen, repr=False, compare=False)

    @property
    def lists_all(self) -> bool:
        """Never: feeds and sitemaps show the latest, and a page that fails may be back tomorrow."""
        return False

    def items(self) -> Iterator[Item | CorpusError]:
        """Fetch the address and list what is there: entries of a feed, pages of a sitemap, posts, or the page.

        A site's front page leads to its feeds, or to its sitemaps where it names no feed.
        """
        try:
            found = self.fetcher.fetch(self.address)
            yield from self._items(found)
        except CorpusError as error:
            yield error

    def _items(self, found: Fetched) -> Iterator[Item | CorpusError]:
        kind = self.kind or kind_of(found)
        if self.kind is None and kind == _PAGE and is_front_page(found.address):
            from corpus.web.front_page import items_behind

            yield from items_behind(found, self.address, self.fetcher)
            return
        match kind:
            case "feed":
                from corpus.web.feed import feed_items

                yield from feed_items(found, self.address, self.fetcher)
            case "sitemap":
                from corpus.web.sitemap import sitemap_items

                yield from sitemap_items(found, self.address, self.fetcher)
            case "channel":
                from corpus.web.channel import channel_items

                yield from channel_items(found, self.address, self.fetcher, self.seen)
            case _:
                from corpus.web.page import FetchedItem

                yield FetchedItem(canonical(self.address) or self.address, found)


def open_address(name: str, fetcher: Fetcher, seen: Seen = nothing_seen) -> WebSource:
    """Make a source of an address, perhaps behind `feed:`, `page:` or `sitemap:`.

    Nothing is fetched yet.

    Raises:
        SourceError: If it is no address that can be fetched.
    """
    named = parse(name)
    if named.credentials is not None:
        fetcher.log_in(named.address, *named.credentials)
    channel = channel_address(named.address) if named.kind is None else None
    if channel is not None:
        return WebSource(channel, channel, _CHANNEL, fetcher, seen)
    prefix = f"{named.kind}:" if named.kind else ""
    return WebSource(prefix + named.address, named.address, named.kind, fetcher, seen)


def kind_of(found: Fetched) -> str:
    """Tell feeds, sitemaps, pages of a channel and others apart: by what is there, else by what the server says."""
    from corpus.web.sitemap import gunzipped

    if found.body.startswith(b"\x1f\x8b"):
        try:
            start = gunzipped(found.body, 50_000_000, found.address)[:_PEEK]
        except CorpusError:
            return _SITEMAP  # which says what is wrong with it
    else:
        start = found.body[:_PEEK]
    utf16 = start.startswith(UTF16_MARKS)
    text = start.decode("utf-16" if utf16 else "latin-1", "replace").lstrip("\ufeff")
    text = text.removeprefix(codecs.BOM_UTF8.decode("latin-1"))
    at = 0
    while (skipped := _BEFORE_ROOT.match(text, at)) is not None:
        at = skipped.end()
    root = _ROOT.match(text, at)
    kind = _ROOTS.get(root[1].lower()) if root else None
    if kind is not None:
        return kind
    if found.media_type in ("application/rss+xml", "application/atom+xml", "application/rdf+xml"):
        return _FEED
    if found.media_type in ("application/xml", "text/xml") and (root is None or root[1].lower() != "html"):
        return _FEED  # and it says that it is none
    from corpus.readers.telegram_preview import is_preview

    return _CHANNEL if is_preview(found.body) else _PAGE
