"""Which article an address leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from corpus import Article
from retrieval.indexing.known_addresses import KnownAddresses
from retrieval.store.items import KnownArticle

if TYPE_CHECKING:
    from retrieval.store.base_snapshot import BaseSnapshot


class Base:
    """A store with articles by their ids and addresses."""

    def __init__(self, **articles: str) -> None:
        self._articles = {article_id.replace("_", "/"): url for article_id, url in articles.items()}

    def known(self, article_id: str) -> KnownArticle | None:
        return KnownArticle("digest", "https://a.example/feed") if article_id in self._articles else None

    def web_articles(self) -> list[tuple[str, str | None]]:
        return list(self._articles.items())


def _article(address: str, *formerly: str) -> Article:
    return Article(id=address, url=address, text="t", title="t", origin="o", formerly=formerly)


def _addresses(articles: dict[str, str] | None = None) -> KnownAddresses:
    base = Base()
    base._articles = articles or {}
    return KnownAddresses(cast("BaseSnapshot", base))


ONE_ARTICLE = [
    ("http://a.example/news/1", "https://a.example/news/1"),
    ("https://www.a.example/news/1", "https://a.example/news/1"),
    ("https://a.example/news/1/", "https://a.example/news/1"),
    ("http://www.a.example/news/1/?utm_source=x", "https://a.example/news/1"),
    ("https://a.example/news/1/amp/", "https://a.example/news/1/"),
    ("https://a.example/news/1?amp=1", "https://a.example/news/1"),
    ("https://amp.a.example/news/1", "https://www.a.example/news/1"),
    ("https://m.a.example/news/1", "https://a.example/news/1"),
    ("https://a.example/%d0%bc%d0%be%d1%81%d1%82", "https://a.example/мост"),
    ("https://мост.example/1", "https://xn--l1aeje.example/1"),
    ("https://a.example/news/1.html", "https://a.example/news/1.amp.html"),
    ("https://a.example/amp/news/1", "https://a.example/news/1"),
    ("https://a.example/news/1?id=7&amp", "https://a.example/news/1?id=7"),
    ("https://a.example/news/1?outputType=amp", "https://a.example/news/1"),
    ("https://a.example/news/1.amp", "https://a.example/news/1"),
    ("https://A.Example:443/news/1#top", "https://a.example/news/1#top"),
]
TWO_ARTICLES = [
    ("https://a.example/news?id=1", "https://a.example/news?id=2"),
    ("https://a.example/News/1", "https://a.example/news/1"),
    ("https://a.example/news/ramp", "https://a.example/news/r"),
    ("https://a.example/news/amplifier", "https://a.example/news/lifier"),
    ("https://a.example:8443/news/1", "https://a.example/news/1"),
    ("https://b.a.example/news/1", "https://a.example/news/1"),
    ("https://a.example/live#block-1", "https://a.example/live#block-2"),
    ("https://a.example/live#block-1", "https://a.example/live"),
    ("https://a.example/news/1.html", "https://a.example/news/1"),
    ("https://m.example/news/1", "https://example/news/1"),
    ("https://a.example/stamp?amp=7", "https://a.example/stamp"),
]


@pytest.mark.parametrize(("one", "other"), ONE_ARTICLE + [pair[::-1] for pair in ONE_ARTICLE])
def test_addresses_of_one_article(one: str, other: str) -> None:
    """An article keeps the id under which it came in, in the store or in this refresh."""
    assert _addresses({one: one}).named(_article(other)).id == one
    met = _addresses()
    met.note(_article(one))
    assert met.named(_article(other)).id == one


@pytest.mark.parametrize(("one", "other"), TWO_ARTICLES + [pair[::-1] for pair in TWO_ARTICLES])
def test_addresses_of_two_articles(one: str, other: str) -> None:
    """What may tell two articles apart does."""
    assert _addresses({one: one}).named(_article(other)).id == other


def test_an_article_that_moved_is_known_by_its_former_address() -> None:
    """And then by its present one, which the store has as its address."""
    old, new = "https://a.example/2024/1", "https://a.example/news/1"
    assert _addresses({old: old}).named(_article(new, old)).id == old
    assert _addresses({old: new}).named(_article(new)).id == old


def test_the_id_of_an_article_goes_before_the_address_of_another() -> None:
    """Where one article is at the address that another has as its id, the latter is meant."""
    one, other = "https://a.example/1", "https://a.example/2"
    assert _addresses({one: other, other: other}).named(_article("http://a.example/2")).id == other


def test_only_articles_named_by_an_address_are_looked_for() -> None:
    """An id that a source gave is left alone, whatever the article's address."""
    article = Article(id="7", url="http://a.example/1", text="t", title="t", origin="o")
    assert _addresses({"https://a.example/1": "https://a.example/1"}).named(article) is article
