"""RSS and Atom feeds: their articles and facts."""

from __future__ import annotations

import html

import pytest

from corpus import CorpusError, Fetcher, Item, open_source
from tests.corpus.conftest import take
from tests.corpus.pages import FULL, item, rss
from tests.corpus.web_server import Reply, WebServer


def _items(server: WebServer, fetcher: Fetcher, path: str = "/feed") -> list[Item]:
    found = list(open_source(server.url(path), fetcher).items())
    assert not [one for one in found if isinstance(one, CorpusError)]
    return [one for one in found if not isinstance(one, CorpusError)]


def test_full_content_in_the_feed(server: WebServer, fetcher: Fetcher) -> None:
    """What the feed has in full is taken from it with its facts, and no page is asked for."""
    more = (
        f"<content:encoded>{html.escape(FULL)}</content:encoded><pubDate>Sun, 31 Mar 2024 08:00:00 +0500</pubDate>"
        "<dc:creator>Anvar Rahimov</dc:creator>"
    )
    server.replies["/feed"] = rss(item("https://News.example/visit?utm_source=rss#top", more=more))
    (article,) = take(server.url("/feed"), fetcher).articles
    assert server.paths() == ["/feed"]
    assert article.id == article.url == "https://news.example/visit"
    assert (article.title, article.source, article.author) == ("A visit", "Asia News", "Anvar Rahimov")
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-31T08:00:00+05:00"
    assert (article.updated, article.language) == (None, "en")
    assert article.text.startswith("Paragraph 0 tells")
    assert article.text.count("\n\n") == 8


def test_atom(server: WebServer, fetcher: Fetcher) -> None:
    """Atom's content, dates, authors, relative links and a source of another outlet."""
    server.replies["/feed"] = Reply(
        f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru" xml:base="https://a.example/x/">
        <title>Collected</title><id>tag:a.example,2024:f</id><updated>2024-04-05T00:00:00Z</updated>
        <entry><title type="html">Visit &amp;amp; talks</title><link href="../visit"/><id>tag:a.example,2024:1</id>
        <updated>2024-04-02T10:00:00Z</updated><published>2024-03-31T08:00:00+05:00</published>
        <author><name>Anvar Rahimov</name></author><author><name>B. C.</name><email>x@a.example</email></author>
        <source><title>Asia News</title></source><content type="html">{html.escape(FULL)}</content></entry>
        <entry><title>Only changed</title><link href="https://a.example/2"/><id>2</id><updated>2024-04-02T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content></entry></feed>""".encode(),
        "application/atom+xml",
    )
    first, second = take(server.url("/feed"), fetcher).articles
    assert (first.id, first.title, first.source) == ("https://a.example/visit", "Visit & talks", "Asia News")
    assert first.published is not None
    assert first.updated is not None
    assert first.published.isoformat() == "2024-03-31T08:00:00+05:00"
    assert first.updated.isoformat() == "2024-04-02T10:00:00+00:00"
    assert (first.author, first.language) == ("Anvar Rahimov, B. C.", "en")  # whatever xml:lang says
    assert (second.published, second.source, second.author) == (None, "Collected", None)
    assert second.updated is not None


@pytest.mark.parametrize(
    ("stated", "published", "updated"),
    [
        ("<dc:date>2024-03-31T08:00:00+05:00</dc:date>", "2024-03-31T08:00:00+05:00", None),
        ("<a10:updated>2024-04-02T10:00:00Z</a10:updated>", None, "2024-04-02T10:00:00+00:00"),
        ("<pubDate>31 March 2024</pubDate>", "2024-03-31T00:00:00+00:00", None),
        ("<pubDate>the other day</pubDate>", None, None),
        ("", None, None),
    ],
)
def test_dates_are_never_invented(
    server: WebServer, fetcher: Fetcher, stated: str, published: str | None, updated: str | None
) -> None:
    """dc:date is the item's date; a change is no publication; what is no date, or not there, is none."""
    more = f"<content:encoded>{html.escape(FULL)}</content:encoded>{stated}"
    server.replies["/feed"] = rss(
        item("https://a.example/1", more=more), channel="<pubDate>2011-01-01</pubDate>"
    )
    (article,) = take(server.url("/feed"), fetcher).articles
    assert (article.published.isoformat() if article.published else None) == published
    assert (article.updated.isoformat() if article.updated else None) == updated


def test_facts_that_are_badly_stated(server: WebServer, fetcher: Fetcher) -> None:
    """An address of mail is no author and a name of a language no code: both count as not stated."""
    more = "<author>desk@a.example</author><dc:language>English</dc:language>"
    more += f"<content:encoded>{html.escape(FULL)}</content:encoded>"
    server.replies["/feed"] = rss(item("https://a.example/1", more=more))
    taken = take(server.url("/feed"), fetcher)
    assert not taken.errors
    assert (taken.articles[0].author, taken.articles[0].language) == (None, "en")


def test_unchanged_items_have_the_same_fingerprint(server: WebServer, fetcher: Fetcher) -> None:
    """A fingerprint is told from the entry alone, without its page, and changes with what the entry says."""
    items = [item("https://a.example/1"), item("https://a.example/2")]
    server.replies["/feed"] = rss(*items)
    before = {one.origin: one.fingerprint for one in _items(server, fetcher)}
    server.replies["/feed"] = rss(
        item("https://a.example/3"), items[1], items[0].replace("A visit", "A visit ends")
    )
    after = {one.origin: one.fingerprint for one in _items(server, fetcher)}
    assert server.paths() == ["/feed", "/feed"]
    assert list(before) == ["https://a.example/1", "https://a.example/2"]
    assert before["https://a.example/2"] == after["https://a.example/2"]
    assert before["https://a.example/1"] != after["https://a.example/1"]


def test_the_same_article_twice(server: WebServer, fetcher: Fetcher) -> None:
    """Two entries that differ only in tracking are one item."""
    server.replies["/feed"] = rss(
        item("https://a.example/1?utm_source=a"), item("https://a.example/1?utm_source=b")
    )
    assert len(_items(server, fetcher)) == 1


def test_a_feed_is_a_window(server: WebServer, fetcher: Fetcher) -> None:
    """What a feed does not list any more is not gone; what a folder does not is."""
    assert not open_source(server.url("/feed"), fetcher).lists_all
    assert open_source("/").lists_all
