"""Feeds and WordPress exports that were saved as files, and lists of feeds."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from corpus import SkippedError, open_source
from corpus.web.fetched import Fetched
from tests.corpus.conftest import take
from tests.soak.fuzz import Canned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXT = "The council met on Tuesday to discuss the canal."
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:yandex="http://news.yandex.ru" xmlns:turbo="http://turbo.yandex.ru" xmlns:a10="http://www.w3.org/2005/Atom"'
)


def _rss(item: str, channel: str = "<title>Vahdat Post</title><language>en</language>") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMES}><channel>{channel}{item}</channel></rss>'


def _post(body: str = TEXT, kind: str = "post", status: str = "publish", number: int = 12) -> str:
    return (
        f"<item><title>Canal</title><link>https://p.example/canal{number}</link>"
        "<pubDate>Tue, 02 Apr 2024 03:00:00 +0000</pubDate><dc:creator><![CDATA[A. Karimov]]></dc:creator>"
        f'<guid isPermaLink="false">https://p.example/?p={number}</guid><description></description>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[2024-04-02 08:00:00]]></wp:post_date>"
        "<wp:post_date_gmt><![CDATA[2024-04-02 03:00:00]]></wp:post_date_gmt>"
        f"<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type></item>"
    )


WXR = "<title>Vahdat Post</title><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Vahdat Post</title><entry><title>Canal</title>'
    '<link rel="alternate" href="https://p.example/canal"/><id>tag:p.example,2024:1</id>'
    "<published>2024-04-02T08:00:00+05:00</published><updated>2024-04-03T08:00:00+05:00</updated>"
    f"<author><name>A. Karimov</name></author>"
    f'<content type="html">{html.escape(f"<p>{TEXT}</p>")}</content></entry></feed>'
)
ITEM = "<item><title>Canal</title><link>https://p.example/canal</link>{}</item>"

FILES: list[tuple[str, str, str | bytes, dict[str, str | None]]] = [
    ("WordPress", "export.xml", _rss(_post(f"<!-- wp:paragraph --><p>{TEXT}</p><!-- /wp:paragraph -->"), WXR),
     {"title": "Canal", "author": "A. Karimov", "source": "Vahdat Post", "published": "2024-04-02T03:00:00+00:00",
      "url": "https://p.example/canal12", "text": TEXT}),
    ("RSS with a description", "feed.rss", _rss(ITEM.format(f"<description>{TEXT}</description>")),
     {"url": "https://p.example/canal", "source": "Vahdat Post"}),
    ("RSS with content", "feed.xml", _rss(ITEM.format(
        f"<description>Teaser.</description><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded>"
        "<pubDate>Tue, 02 Apr 2024 08:00:00 +0500</pubDate>")), {"published": "2024-04-02T08:00:00+05:00"}),
    ("Atom", "feed.atom", ATOM, {"author": "A. Karimov", "published": "2024-04-02T08:00:00+05:00",
     "updated": "2024-04-03T08:00:00+05:00", "url": "https://p.example/canal", "source": "Vahdat Post"}),
    ("Yandex's full text", "feed.xml", _rss(ITEM.format(
        f"<description>Teaser.</description><yandex:full-text>{TEXT}</yandex:full-text>")), {"text": TEXT}),
    # written when the first five had been read
    ("turbo pages", "feed.xml", _rss(ITEM.format(
        "<description>x.</description><turbo:content><![CDATA[<header><h1>Canal</h1></header>"
        f"<p>{TEXT}</p>]]></turbo:content>")), {"text": TEXT}),
    ("an old encoding", "feed.xml",
     _rss(ITEM.format("<description>Совет обсудил ремонт канала.</description>")).replace(
        "UTF-8", "windows-1251").encode("cp1251"), {"text": "Совет обсудил ремонт канала."}),
    ("an encoding that is none", "feed.xml",
     _rss(ITEM.format("<description>Совет обсудил ремонт старого канала.</description>")).replace(
        "UTF-8", "cp-1251").encode("cp1251"), {"text": "Совет обсудил ремонт старого канала."}),
    ("another encoding than it says", "feed.xml",
     _rss(ITEM.format("<description>Совет обсудил ремонт старого канала.</description>")).encode("koi8-r"),
     {"text": "Совет обсудил ремонт старого канала."}),
    ("ampersands that are not written as such", "feed.xml",
     _rss(ITEM.format(f"<description>{TEXT}</description>").replace("canal</link>", "canal?a=1&b=2</link>"),
          "<title>Vahdat&nbsp;& Post</title>"), {"source": "Vahdat & Post", "url": "https://p.example/canal?a=1&b=2"}),
    ("RDF", "feed.rdf",
     '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
     'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Vahdat Post</title></channel>'
     f'<item rdf:about="https://p.example/canal"><title>Canal</title><link>https://p.example/canal</link>'
     f"<description>{TEXT}</description><dc:date>2024-04-02T08:00:00+05:00</dc:date></item></rdf:RDF>",
     {"published": "2024-04-02T08:00:00+05:00", "source": "Vahdat Post"}),
    ("WordPress, paragraphs as blank lines", "export.xml", _rss(_post(f"{TEXT}\n\nIt was <b>mended</b>."), WXR),
     {"text": f"{TEXT}\n\nIt was mended."}),
    ("no address", "feed.xml",
     _rss(f"<item><title>Canal</title><guid>x-1</guid><description>{TEXT}</description></item>"), {"url": None}),
    ("a tag URI and a summary", "feed.xml", ATOM.replace("content", "summary"), {"text": TEXT}),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "name", "content", "wanted"), FILES, ids=[file[0] for file in FILES])
def test_saved_feeds(
    read: Read, maker: str, name: str, content: str | bytes, wanted: dict[str, str | None]
) -> None:
    """The articles of a saved feed come with the text that the file has, and nothing is fetched."""
    taken = read(name, content)
    assert len(taken.articles) == 1, (maker, taken.errors)
    article = taken.articles[0]
    for field, value in {"text": article.text, **wanted}.items():
        found = getattr(article, field)
        assert (found.isoformat() if field in ("published", "updated") and found else found) == value, field
    assert article.title == "Canal"


def test_what_wordpress_exports_beside_posts(read: Read) -> None:
    """Attachments, menus and drafts are left out and counted; pages are articles."""
    items = [
        _post(),
        _post(kind="page", number=13),
        _post(kind="attachment", number=14),
        _post(status="draft", number=15),
    ]
    taken = read("export.xml", _rss("".join(items), WXR))
    assert len(taken.articles) == 2
    assert [(type(error), error.reason) for error in taken.errors] == [
        (SkippedError, "2 of its 4 items are no published posts (attachment, draft) and are left out")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("<rss><channel></rss>", "is not XML ("),
        ("<catalogue><book/></catalogue>", "is XML of no kind that is read (its first element is catalogue)"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item>'
            "</channel></rss>",
            "declares entities, which articles do not need and attacks do",
        ),
        ("<rss><channel><title>x</title></channel></rss>", "lists no articles"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "is a sitemap"),
    ],
)
def test_what_is_no_feed(read: Read, content: str, reason: str) -> None:
    """It is named with what is wrong; entities are never resolved."""
    taken = read("a.xml", content)
    assert not taken.articles
    assert taken.errors[0].reason.startswith(reason)


def test_a_feed_that_breaks_off(read: Read) -> None:
    """What is whole of it is taken, and that its end is missing is said."""
    taken = read("a.xml", _rss(_post() + _post(number=13), WXR)[:-300])
    assert len(taken.articles) == 1
    assert taken.errors[-1].reason.startswith("breaks off")


OPML = (
    '<opml version="2.0"><head><title>Feeds</title></head><body><outline text="News">'
    '<outline type="rss" text="A" xmlUrl="https://a.example/feed"/><outline type="rss" text="B" '
    'xmlUrl="https://b.example/feed"/></outline><outline text="x"/></body></opml>'
)


class Feeds(Canned):
    """The edge: each address is a feed of one article."""

    def fetch(self, address: str) -> Fetched:
        item = ITEM.format(f"<description>{TEXT * 30}</description>").replace(
            "https://p.example/", address + "/"
        )
        return Fetched(
            address=address, body=_rss(item).encode(), media_type="application/rss+xml", charset=None
        )


def test_a_list_of_feeds_is_a_list_of_sources(tmp_path: Path) -> None:
    """Each feed of an OPML file is read; the file in a folder is named, as it is no article."""
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    articles = take(path, Feeds(b"", "")).articles
    assert [article.url for article in articles] == [
        "https://a.example/feed/canal",
        "https://b.example/feed/canal",
    ]
    source = open_source(path)
    assert (source.name, source.lists_all) == (path.as_posix(), False)
    assert take(tmp_path).errors[0].reason.startswith("is a list of feeds")


@pytest.mark.parametrize("field", ["title", "language"])
def test_half_of_a_character_in_what_a_feed_says_of_itself(read: Read, field: str) -> None:
    """The field is left out, and the items are taken; in an item it refuses that item alone."""
    taken = read("a.xml", _rss(_post(), f"<{field}>en&#xD800;</{field}>"))
    assert [article.text for article in taken.articles] == [TEXT]
    assert not taken.errors
    broken = read("a.xml", _rss(_post(f"{TEXT}]]>&#xD800;<![CDATA[") + _post(number=13)))
    assert [article.id for article in broken.articles] == ["https://p.example/canal13"]
    assert [error.reason for error in broken.errors] == ["holds what is no character; save it anew"]
