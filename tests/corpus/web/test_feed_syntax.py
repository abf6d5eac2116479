"""Feeds that are none, break off, have faults, or are in this or that encoding."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.corpus.conftest import take
from tests.corpus.pages import FULL, item, rss
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from corpus import Fetcher


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
