"""Feeds read without a server: what needs a page fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from corpus.errors import CorpusError
from corpus.web.feed import feed_items
from corpus.web.fetched import Fetched

if TYPE_CHECKING:
    from corpus.article import Article
    from corpus.web.fetcher import Fetcher

ADDRESS = "https://a.example/feed"


class NoPages:
    """A fetcher that is never to be asked."""

    def knows(self, address: str) -> bool:
        return False

    def fetch(self, address: str) -> Fetched:
        raise AssertionError(f"{address} was asked for")


def articles_of(body: bytes, charset: str | None = None) -> list[Article | CorpusError]:
    """All that a feed gives, from itself alone."""
    found = Fetched(address=ADDRESS, body=body, media_type="application/rss+xml", charset=charset)
    taken: list[Article | CorpusError] = []
    for item in feed_items(found, ADDRESS, cast("Fetcher", NoPages())):
        taken.extend([item] if isinstance(item, CorpusError) else item.read())
    return taken
