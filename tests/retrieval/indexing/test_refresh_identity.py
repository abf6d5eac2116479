"""Refresh: one article from many ways and under many addresses is one, and keeps its id when it moves."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.web.test_sitemap import sitemap
from tests.corpus.web_server import Reply, WebServer
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings

MORE = "<p>More was said on the second day.</p>"


def _run(web_settings: Settings, *sources: str) -> RefreshReport:
    return refresh(list(sources), web_settings, embeddings=CountingEmbeddings(web_settings))


def _full(link: str, text: str = FULL) -> Reply:
    return rss(item(link, more=f"<content:encoded>{html.escape(text)}</content:encoded>"))


def test_two_feeds_that_write_an_address_differently(server: WebServer, web_settings: Settings) -> None:
    """The second finds the article in: in one refresh, and in a later one, in which nothing changes any more."""
    server.replies["/one"] = _full("http://a.example/news/1")
    server.replies["/two"] = _full("https://www.a.example/news/1/?utm_source=two")
    sources = [server.url("/one"), server.url("/two")]
    report = _run(web_settings, *sources)
    assert (list(report.added), report.articles) == (["http://a.example/news/1"], 1)
    assert [failure.reason for failure in report.skipped] == [
        "is the same article as http://a.example/news/1"
    ]
    again = _run(web_settings, *sources)
    assert (again.changed, again.articles) == (False, 1)


def test_a_feed_that_went_over_to_https(server: WebServer, web_settings: Settings) -> None:
    """The article goes on under its id, and shows the address that it has now."""
    server.replies["/feed"] = _full("http://a.example/news/1")
    _run(web_settings, server.url("/feed"))
    server.replies["/feed"] = _full("https://a.example/news/1", FULL + MORE)
    report = _run(web_settings, server.url("/feed"))
    assert (list(report.updated), report.added, report.removed) == (["http://a.example/news/1"], (), ())
    assert _run(web_settings, server.url("/feed")).unchanged == 1


def test_a_feed_a_sitemap_and_a_page(server: WebServer, web_settings: Settings) -> None:
    """However they lead to an article, it is one."""
    canonical = f'<link rel="canonical" href="{server.url("/visit/")}">'
    server.replies.update({path: page(head=canonical) for path in ("/visit", "/visit/", "/amp/visit")})
    server.replies["/feed"] = rss(item(server.url("/visit")))
    server.replies["/map.xml"] = Reply(sitemap({server.url("/visit/"): "2024-01-01"}), "application/xml")
    sources = [server.url("/feed"), server.url("/map.xml"), server.url("/amp/visit")]
    report = _run(web_settings, *sources)
    assert (report.articles, len(report.added), report.failed) == (1, 1, ())
    assert _run(web_settings, *sources).changed is False


@pytest.mark.parametrize("status", [301, 308])
def test_an_article_that_moved_keeps_its_id(server: WebServer, web_settings: Settings, status: int) -> None:
    """It is updated, not added anew, whichever of its addresses later leads to it."""
    old, new = server.url("/2024/visit"), server.url("/news/visit")
    server.replies["/2024/visit"] = page()
    _run(web_settings, old)
    server.replies["/2024/visit"] = Reply(status=status, headers={"Location": "/news/visit"})
    server.replies["/news/visit"] = page(FULL + MORE)
    report = _run(web_settings, old)
    assert (list(report.updated), report.added, report.removed, report.articles) == ([old], (), (), 1)
    server.replies["/feed"] = rss(item(new))
    report = _run(web_settings, server.url("/feed"), old)
    assert (report.added, report.removed, report.articles, report.failed) == ((), (), 1, ())


def test_an_address_that_leads_elsewhere_for_now_has_not_moved(
    server: WebServer, web_settings: Settings
) -> None:
    """What another page shows meanwhile is that page's article."""
    server.replies["/visit"] = page()
    _run(web_settings, server.url("/visit"))
    server.replies["/visit"] = Reply(status=302, headers={"Location": "/other"})
    server.replies["/other"] = page(FULL + MORE)
    assert list(_run(web_settings, server.url("/visit")).added) == [server.url("/other")]


def test_what_leads_to_the_front_page_is_gone(server: WebServer, web_settings: Settings) -> None:
    """The front page never takes the place of an article."""
    server.replies.update({"/visit": page(), "/": page(FULL + MORE, title="Asia News")})
    server.replies["/map.xml"] = Reply(sitemap({server.url("/visit"): "2024-01-01"}), "application/xml")
    _run(web_settings, server.url("/map.xml"))
    server.replies["/visit"] = Reply(status=301, headers={"Location": "/"})
    server.replies["/map.xml"] = Reply(sitemap({server.url("/visit"): "2024-01-02"}), "application/xml")
    report = _run(web_settings, server.url("/map.xml"))
    assert (report.changed, report.articles) == (False, 1)
    assert "leads to the front page" in report.failed[0].reason
