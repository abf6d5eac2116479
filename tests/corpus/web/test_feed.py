"""RSS and Atom feeds."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError, CorpusError, Fetcher, FetchError, Item, SkippedError, open_source
from tests.corpus.conftest import take
from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The minister came to Dushanbe on Monday and met his colleague there. They spoke of the trade between their two "
    "countries, of the new road to the border, and of the power lines that are to be built."
)


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


def test_the_same_article_twice(server: WebServer, fetcher: Fetcher) -> None:
    """Two entries that differ only in tracking are one item."""
    server.replies["/feed"] = rss(
        item("https://a.example/1?utm_source=a"), item("https://a.example/1?utm_source=b")
    )
    assert len(_items(server, fetcher)) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>Not found</body></html>", "is neither an RSS nor an Atom feed"),
        ("{}", "is neither an RSS nor an Atom feed"),
        ("", "is neither an RSS nor an Atom feed"),
        ("<rss version='2.0'><channel><title>x", "is neither an RSS nor an Atom feed ("),
        (b"\xff\xfe\x00\x01", "is neither an RSS nor an Atom feed"),
    ],
)
def test_what_is_no_feed(server: WebServer, fetcher: Fetcher, body: str | bytes, reason: str) -> None:
    """What was named a feed and is none is named, by the feed's address."""
    server.replies["/feed"] = Reply(body.encode() if isinstance(body, str) else body, "application/rss+xml")
    taken = take("feed:" + server.url("/feed"), fetcher)
    assert not taken.articles
    (error,) = taken.errors
    assert error.origin == server.url("/feed")
    assert error.reason.startswith(reason)


def test_a_feed_that_breaks_off(server: WebServer, fetcher: Fetcher) -> None:
    """Whole entries are taken, the one at the break is not, and the feed is named."""
    more = f"<content:encoded>{html.escape(FULL)}</content:encoded>"
    reply = rss(item("https://a.example/1", more=more), item("https://a.example/2", more=more))
    reply.body = reply.body[: reply.body.rindex(b"Paragraph 8")]
    server.replies["/feed"] = reply
    taken = take(server.url("/feed"), fetcher)
    assert [article.id for article in taken.articles] == ["https://a.example/1"]
    assert taken.errors[0].reason.startswith("breaks off in the middle")


def test_a_feed_with_faults(server: WebServer, fetcher: Fetcher) -> None:
    """A stray ampersand, as many feeds have, costs nothing."""
    more = f"<content:encoded><![CDATA[{FULL}]]></content:encoded>"
    server.replies["/feed"] = rss(
        item("https://a.example/1", title="Bread & butter", more=more), item("https://a.example/2", more=more)
    )
    taken = take(server.url("/feed"), fetcher)
    assert [article.title for article in taken.articles] == ["Bread & butter", "A visit"]
    assert not taken.errors


@pytest.mark.parametrize("stated", ["application/rss+xml; charset=windows-1251", "application/rss+xml"])
def test_encodings(server: WebServer, fetcher: Fetcher, stated: str) -> None:
    """A feed in windows-1251 is read by what its server or its first line says."""
    text = "<p>" + "Министр прибыл в Душанбе и встретился с коллегой. " * 20 + "</p>"
    body = (
        rss(item("https://a.example/1", text)).body.decode().replace("UTF-8", "windows-1251").encode("cp1251")
    )
    server.replies["/feed"] = Reply(body, stated)
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.text.startswith("Министр прибыл в Душанбе")
    assert article.language == "ru"  # whatever the feed says


def test_entities_of_its_own(server: WebServer, fetcher: Fetcher) -> None:
    """Entities that blow up or that read files bring in nothing."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = head + rss(item("https://a.example/1", "x", title="&l9;&f;")).body.decode().partition("?>")[2]
    server.replies["/feed"] = Reply(body.encode(), "application/rss+xml")
    taken = take(server.url("/feed"), fetcher)
    assert not any("root:" in article.text + article.title for article in taken.articles)
    assert len(taken.articles) + len(taken.errors) == 1


def test_a_feed_is_a_window(server: WebServer, fetcher: Fetcher) -> None:
    """What a feed does not list any more is not gone; what a folder does not is."""
    assert not open_source(server.url("/feed"), fetcher).lists_all
    assert open_source("/").lists_all


@pytest.mark.parametrize(
    ("words", "codec"),
    [
        ("시스템이 돌아가는데 한글로 된 닉네임을 정할 경우에", "euc-kr"),
        ("สำนักงานส่งเสริมอุตสาหกรรมซอฟต์แวร์แห่งชาติ", "tis-620"),
        ("האם תדפיס נייר של אתר אינטרנט מהווה חומר הניתן להגשה", "cp1255"),
        ("色々調べてたら、サポートしていないことが判明。", "shift-jis"),
    ],
)
@pytest.mark.parametrize("named", ["", '<?xml version="1.0" encoding="x-own"?>'])
def test_an_encoding_that_cannot_be_told(
    server: WebServer, fetcher: Fetcher, words: str, codec: str, named: str
) -> None:
    """A feed that names none that is known, and shows none, is refused by that; nothing of it is guessed."""
    entry = f"<item><title>T</title><description>{words * 4}</description></item>"
    feed = f"{named}<rss version='2.0'><channel>{entry}</channel></rss>"
    server.replies["/feed"] = Reply(feed.encode(codec), "application/rss+xml")
    taken = take("feed:" + server.url("/feed"), fetcher)
    assert not taken.articles
    assert "is in an encoding that cannot be told" in taken.errors[0].reason


def test_utf8_with_a_flaw(server: WebServer, fetcher: Fetcher) -> None:
    """One broken byte costs its letter and no other."""
    words = "Мост через Пяндж открыт для движения, сообщила пресс-служба министерства транспорта. " * 10
    feed = rss(item("https://a.example/1", more=f"<content:encoded>{words}</content:encoded>")).body
    flawed = feed.replace("Пяндж".encode(), "Пяндж".encode()[:-1], 1)
    server.replies["/feed"] = Reply(flawed, "application/rss+xml")
    (article,) = take(server.url("/feed"), fetcher).articles
    assert article.text.count("Мост через Пяндж открыт") == 9
    assert "для движения, сообщила пресс-служба" in article.text[:80]
