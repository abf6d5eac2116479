"""The pages that the teasers of a feed lead to, and what stands in for them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError, Fetcher, FetchError, SkippedError
from tests.corpus.conftest import take
from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The minister came to Dushanbe on Monday and met his colleague there. They spoke of the trade between their two "
    "countries, of the new road to the border, and of the power lines that are to be built."
)


def test_teasers_lead_to_their_pages(server: WebServer, fetcher: Fetcher) -> None:
    """Where the feed has only a teaser the page is read; the feed's title and date stand, gaps are filled both ways."""
    server.replies["/feed"] = rss(
        item(server.url("/visit?utm_medium=feed"), more="<pubDate>2024-03-31</pubDate>")
    )
    head = (
        '<meta property="article:modified_time" content="2024-04-02"><meta name="author" content="Anvar Rahimov">'
        '<meta name="date" content="2001-01-01"><meta property="og:site_name" content="Asia News Dushanbe">'
    )
    server.replies["/visit?utm_medium=feed"] = page(head=head)
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.id == article.url == article.origin == server.url("/visit")
    assert article.text.startswith("Paragraph 0 tells")
    assert (article.title, article.source, article.author) == (
        "A visit",
        "Asia News Dushanbe",
        "Anvar Rahimov",
    )
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.date().isoformat(), article.updated.date().isoformat()) == (
        "2024-03-31",
        "2024-04-02",
    )


@pytest.mark.parametrize(
    ("feed", "page_says", "wanted"),
    [
        ("Mon, 01 Apr 2024 19:30:12 GMT", "2024-04-02T00:30:00+05:00", "2024-04-02T00:30:00+05:00"),
        ("Tue, 02 Apr 2024 00:30:12 +0500", "2024-04-01T19:30:00Z", "2024-04-02T00:30:12+05:00"),
        ("Mon, 01 Apr 2024 19:30:12 GMT", "2024-04-02T00:35:00+05:00", "2024-04-01T19:30:12+00:00"),
        ("Mon, 01 Apr 2024 19:30:12 GMT", "", "2024-04-01T19:30:12+00:00"),
    ],
)
def test_the_page_may_have_the_zone(
    server: WebServer, fetcher: Fetcher, feed: str, page_says: str, wanted: str
) -> None:
    """Where feed and page name the same minute, the zone of the outlet counts before UTC, whichever of them has it."""
    server.replies["/feed"] = rss(item(server.url("/visit"), more=f"<pubDate>{feed}</pubDate>"))
    head = f'<meta property="article:published_time" content="{page_says}">'
    server.replies["/visit"] = page(head=head)
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.published is not None
    assert article.published.isoformat() == wanted


@pytest.mark.parametrize(
    ("content", "is_full"),
    [
        (FULL, True),
        (FULL + "<p>And then he went on […]</p>", False),
        (FULL + "<p><a href='x'>Read more</a></p>", False),
        (FULL + "<p>Подробнее…</p>", False),
        (FULL + "<p>The post <a>A visit</a> appeared first on <a>Asia News</a>.</p>", True),
        (FULL + "<p>Он говорил о дороге, о мосте и так далее.</p>", True),
        (FULL + "<p>More than ever, there is more to see on the road.</p>", True),
        ("<p>Short.</p>", False),
        ("", False),
    ],
)
def test_what_is_full(server: WebServer, fetcher: Fetcher, content: str, is_full: bool) -> None:
    """Long content without a sign of having been cut is full; all else sends for the page."""
    more = f"<content:encoded>{html.escape(content)}</content:encoded>"
    server.replies.update(
        {"/feed": rss(item(server.url("/visit"), more=more)), "/visit": page(FULL + "<p>And an end.</p>")}
    )
    (article,) = take(server.url("/feed"), fetcher).articles
    assert ("/visit" not in server.paths()) == is_full
    assert article.text.endswith("And an end.") != is_full


def test_a_page_that_fails_for_now(server: WebServer, fetcher: Fetcher) -> None:
    """A paragraph in the feed stands in for its page, and the failure is named so that the page is tried again."""
    server.replies.update(
        {"/feed": rss(item(server.url("/1"), PARAGRAPH), item(server.url("/2"))), "/1": Reply(status=503)}
    )
    server.replies["/2"] = Reply(status=503)
    taken = take(server.url("/feed"), fetcher)
    assert [article.text for article in taken.articles] == [PARAGRAPH]
    first, second = taken.errors
    assert isinstance(first, FetchError)
    assert first.reason.endswith("(HTTP 503); the paragraph in the feed was taken instead")
    assert (second.origin, second.reason) == (server.url("/2"), "cannot be had: its server fails (HTTP 503)")


def test_a_page_that_will_never_come(server: WebServer, fetcher: Fetcher) -> None:
    """Where the page is refused for good a paragraph in the feed is all there is: said, but no failure."""
    server.replies["/feed"] = rss(
        item(server.url("/1"), PARAGRAPH),
        item(server.url("/2")),
        item(server.url("/3"), PARAGRAPH[:-9] + "…"),
    )
    server.replies["/1"] = server.replies["/2"] = server.replies["/3"] = Reply(status=403)
    taken = take(server.url("/feed"), fetcher)
    assert [article.text for article in taken.articles] == [PARAGRAPH]
    assert [type(error) for error in taken.errors] == [SkippedError, FetchError, FetchError]


def test_a_full_article_never_becomes_a_teaser(server: WebServer, tmp_path: Path) -> None:
    """A page that was read before and fails now leaves the article as it is."""
    server.replies.update({"/feed": rss(item(server.url("/1"), PARAGRAPH)), "/1": page()})
    with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
        assert len(take(server.url("/feed"), fetcher).articles) == 1
    for status in (503, 404):
        server.replies["/1"] = Reply(status=status)
        with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
            taken = take(server.url("/feed"), fetcher)
        assert not taken.articles
        assert [type(error) for error in taken.errors] == [FetchError]


@pytest.mark.parametrize("cut", [" And then he", ""])
@pytest.mark.parametrize("link", ["…", " [...]", "\nRead more »", " Читать далее"])
def test_a_teaser_ends_with_a_whole_sentence(
    server: WebServer, fetcher: Fetcher, cut: str, link: str
) -> None:
    """Of a paragraph that was cut, what is taken are its whole sentences, without the link to the rest."""
    server.replies["/feed"] = rss(item(server.url("/1"), PARAGRAPH + cut + link))
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.text == PARAGRAPH


def test_a_page_with_less_than_the_feed(server: WebServer, fetcher: Fetcher) -> None:
    """A page that only asks for a script gives way to the feed's own text."""
    server.replies.update(
        {"/feed": rss(item(server.url("/1"), PARAGRAPH)), "/1": page("<p>Please enable JavaScript.</p>")}
    )
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.text == PARAGRAPH


def test_items_without_a_page(server: WebServer, fetcher: Fetcher) -> None:
    """What links to nothing is known by the feed's address and its own id; with no text at all it is named."""
    texts = [PARAGRAPH, PARAGRAPH + " More.", ""]
    items = [
        item(link, text, title=f"T{n}", more=f"<guid isPermaLink='false'>g{n}</guid>")
        for n, (text, link) in enumerate(zip(texts, ["", "javascript:x", server.url("/")], strict=True))
    ]
    server.replies["/feed"] = rss(*items)
    taken = take(server.url("/feed"), fetcher)
    assert [article.id for article in taken.articles] == [server.url("/feed#g0"), server.url("/feed#g1")]
    assert [article.url for article in taken.articles] == [None, None]
    assert isinstance(taken.errors[0], ArticleError)
    assert server.paths() == ["/feed"]
