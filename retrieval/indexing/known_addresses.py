"""Which article an address leads to, in whatever way it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.address import address_key

if TYPE_CHECKING:
    from corpus import Article
    from retrieval.store.base_snapshot import BaseSnapshot


class KnownAddresses:
    """Addresses of the articles from the web that are in, or were met in this refresh.

    One article has many: with http and https, with `www.` and without, with a slash at the end, of its AMP page, and
    those that it moved from.  It keeps the id under which it came in first.

    Args:
        base: What was in before.
    """

    def __init__(self, base: BaseSnapshot) -> None:
        self._base = base
        self._met: dict[str, str] = {}  # key of an address -> article id

    def note(self, article: Article) -> None:
        """Note that an article was met."""
        for address in (article.id, article.url):
            key = address_key(address) if address else None
            if key is not None:
                self._met.setdefault(key, article.id)

    def named(self, article: Article) -> Article:
        """The article under the id by which it is known; itself where it is new, or its id is no address."""
        if address_key(article.id) is None or self._base.known(article.id) is not None:
            return article
        for address in (article.id, article.url, *article.formerly):
            key = address_key(address) if address else None
            known = self._met.get(key) or self._in_store.get(key) if key is not None else None
            if known is not None:
                return replace(article, id=known)
        return article

    @cached_property
    def _in_store(self) -> dict[str, str]:
        # Only where an article from the web is new: of very many articles, this takes its time.
        by_id: dict[str, str] = {}
        by_url: dict[str, str] = {}
        for article_id, url in self._base.web_articles():
            for address, found in ((article_id, by_id), (url, by_url)):
                key = address_key(address) if address else None
                if key is not None:
                    found.setdefault(key, article_id)
        return {**by_url, **by_id}
