"""Front pages as sources."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from corpus import SourceError
from tests.corpus.conftest import take
from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.web_server import Reply

if TYPE_CHECKING:
    from corpus import Fetcher
    from tests.corpus.web_server import WebServer

CONTENT = f"<content:encoded>{html.escape(FULL)}</content:encoded>"
LINK = '<link rel="alternate" type="application/{}+xml" href="{}" title="{}">'


def _feed(server: WebServer, path: str) -> Reply:
    return rss(item(server.url(path), more=CONTENT))


@pytest.mark.parametrize(
    "head",
    [
        LINK.format("rss", "/feed", "News"),
        LINK.format("rss", "feed", "News") + LINK.format("rss", "/comments/feed", "Comments"),
        LINK.format("atom", "/feed", "").replace("alternate", "Alternate home"),
        LINK.format("rss", "/feed", "") + LINK.format("atom", "/feed?utm_source=a", ""),
        LINK.format("rss", "/gone", "") + LINK.format("rss", "/feed", ""),
    ],
)
def test_a_front_page_leads_to_its_feeds(server: WebServer, fetcher: Fetcher, head: str) -> None:
    """The feeds that it names are read, those of comments are not, and each article is taken once."""
    server.replies.update({"/": page(head=head), "/feed": _feed(server, "/1"), "/sitemap.xml": Reply(b"")})
    server.replies.update({"/comments/feed": _feed(server, "/2"), "/feed?utm_source=a": _feed(server, "/1")})
    assert [article.id for article in take(server.url("/"), fetcher).articles] == [server.url("/1")]


@pytest.mark.parametrize("robots", ["", "User-agent: *\nSitemap: /news.xml\n", "sitemap: {}\n"])
def test_a_front_page_leads_to_its_sitemap(server: WebServer, fetcher: Fetcher, robots: str) -> None:
    """Where it names no feed the sitemap that robots.txt names is read, else the usual one."""
    path = "/news.xml" if robots else "/sitemap.xml"
    server.replies["/robots.txt"] = Reply(robots.format(server.url(path)).encode(), "text/plain")
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{server.url('/1')}</loc></url></urlset>"
    server.replies.update({"/": page(), path: Reply(sitemap.encode(), "text/xml"), "/1": page()})
    assert [article.id for article in take(server.url("/"), fetcher).articles] == [server.url("/1")]


def test_a_front_page_that_leads_nowhere(server: WebServer, fetcher: Fetcher) -> None:
    """That no feed and no sitemap was found is said; the page itself is taken only where it is asked for."""
    server.replies["/"] = page()
    taken = take(server.url("/"), fetcher)
    assert not taken.articles
    assert [type(error) for error in taken.errors] == [SourceError]
    assert "no feed or sitemap was found" in taken.errors[0].reason
    assert len(take("page:" + server.url("/"), fetcher).articles) == 1


def test_one_article_from_everywhere(server: WebServer, fetcher: Fetcher) -> None:
    """The same article has one id in a feed, in a sitemap and by its own address."""
    head = f'<link rel="canonical" href="{server.url("/1")}">'
    sitemap = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
        f"<loc>{server.url('/1?utm_medium=map')}</loc></url></urlset>"
    )
    server.replies.update({"/feed": rss(item(server.url("/1?utm_source=rss"))), "/1": page(head=head)})
    server.replies.update({"/map": Reply(sitemap.encode(), "text/xml"), "/1?utm_medium=map": page(head=head)})
    server.replies["/1?utm_source=rss"] = page(head=head)
    ids = {take(server.url(path), fetcher).articles[0].id for path in ("/feed", "/map", "/1")}
    assert ids == {server.url("/1")}
