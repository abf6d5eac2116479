"""Web addresses as sources: what they are told to be, single pages, and what their articles are called."""

from __future__ import annotations

import gzip
import logging
from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError, CorpusError, Fetcher, SourceError, open_source
from corpus.web.discovery import kind_of
from corpus.web.fetched import Fetched
from tests.corpus.conftest import take
from tests.corpus.pages import FULL, page, rss
from tests.corpus.readers.pdf_file import pdf
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (b"<rss version='2.0'>", "text/html", "feed"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a <urlset> -->\n<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss>",
            "",
            "feed",
        ),
        ("<?xml version='1.0' encoding='utf-16'?><feed xmlns='x'>".encode("utf-16"), "text/xml", "feed"),
        (b"<atom:feed xmlns:atom='x'>", "application/xml", "feed"),
        (b"<?xml-stylesheet href='a'?><rdf:RDF xmlns='x'>", "", "feed"),
        (b"<urlset xmlns='x'>", "text/html", "sitemap"),
        (b"<sitemapindex>", "", "sitemap"),
        (gzip.compress(b"<urlset/>", mtime=0), "application/x-gzip", "sitemap"),
        (b"\x1f\x8bbroken", "application/x-gzip", "sitemap"),
        (
            b"<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml'>",
            "text/html",
            "page",
        ),
        (b"<?xml version='1.0'?><html xmlns='x'>", "application/xml", "page"),
        (b"%PDF-1.7", "application/pdf", "page"),
        (b"", "", "page"),
        (b"not a feed at all", "application/rss+xml", "feed"),
        (b"<something>", "text/xml", "feed"),
    ],
)
def test_kinds(body: bytes, media_type: str, kind: str) -> None:
    """The first element tells, whatever the server says; where there is none, the server does."""
    assert (
        kind_of(Fetched(address="http://a.example/", body=body, media_type=media_type, charset=None)) == kind
    )


def test_a_page(server: WebServer, fetcher: Fetcher) -> None:
    """A single page is one article with its own facts, known by its canonical address."""
    head = f'<link rel="canonical" href="{server.url("/visit?id=5&utm_source=x")}">'
    head += '<meta name="date" content="2024-03-31">'
    server.replies["/visit?id=5&from=mail"] = page(head=head)
    (article,) = take(server.url("/visit?id=5&from=mail"), fetcher).articles
    assert article.id == article.url == server.url("/visit?id=5")
    assert article.origin == server.url("/visit?id=5&from=mail")
    assert article.published is not None


def test_a_page_that_has_not_changed(server: WebServer, tmp_path: Path) -> None:
    """The fingerprint is told by a conditional request: 304, no body, the same fingerprint."""
    server.replies["/visit"] = Reply(page().encode(), etag='"1"')
    prints = []
    for _ in range(2):
        with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
            (item,) = open_source(server.url("/visit"), fetcher).items()
            assert not isinstance(item, CorpusError)
            prints.append(item.fingerprint)
    assert prints[0] == prints[1]
    assert [asked.status for asked in server.asked if asked.path == "/visit"] == [200, 304]


@pytest.mark.parametrize(
    "canonical", ["https://other.example/theirs", "/", "http://[bad/", "javascript:x", ""]
)
def test_a_page_speaks_for_itself_alone(server: WebServer, fetcher: Fetcher, canonical: str) -> None:
    """A canonical address on another site, a front page or nonsense does not name an article."""
    server.replies["/visit"] = page(head=f'<link rel="canonical" href="{canonical}">')
    (article,) = take(server.url("/visit"), fetcher).articles
    assert article.id == server.url("/visit")


def test_redirected_pages(server: WebServer, fetcher: Fetcher) -> None:
    """A page is known by the address at the end of its redirects."""
    server.replies["/short"] = Reply(status=301, headers={"Location": "/visit?utm_source=short"})
    server.replies["/visit?utm_source=short"] = page()
    (article,) = take(server.url("/short"), fetcher).articles
    assert article.id == server.url("/visit")


@pytest.mark.parametrize(
    ("charset_of_server", "charset_of_page", "encoding"),
    [
        ("windows-1251", "utf-8", "cp1251"),
        ("utf-8", "windows-1251", "utf-8"),
        ("iso-8859-1", "windows-1251", "cp1251"),
        ("iso-8859-1", "", "utf-8"),
        ("utf-8", "windows-1251", "cp1251"),
        ("no-such-thing", "windows-1251", "cp1251"),
        ("punycode", "", "utf-8"),
        ("", "koi8-r", "koi8-r"),
        ("windows-1251", "", "utf-8-sig"),
        ("", "", "utf-16"),
    ],
)
def test_charsets(
    server: WebServer, fetcher: Fetcher, charset_of_server: str, charset_of_page: str, encoding: str
) -> None:
    """The server's word comes before the page's, a wrong one gives way to the other, and letters come out right."""
    body = page("<p>Министр прибыл в Душанбе и встретился с коллегой в ходе визита в страну.</p>" * 4)
    body = body.replace("<head>", f'<head><meta charset="{charset_of_page}">') if charset_of_page else body
    stated = f"text/html; charset={charset_of_server}" if charset_of_server else "text/html"
    server.replies["/visit"] = Reply(body.encode(encoding), stated)
    taken = take(server.url("/visit"), fetcher)
    assert not taken.errors
    assert taken.articles[0].text.startswith("Министр прибыл в Душанбе")


def test_other_kinds_of_pages(server: WebServer, fetcher: Fetcher) -> None:
    """A PDF and plain text are read; what is neither is named by its kind."""
    server.replies["/a"] = Reply(pdf([["The minister came to Dushanbe."]]), "application/octet-stream")
    server.replies["/b"] = Reply(b"The minister left.", "text/plain")
    server.replies["/c"] = Reply(b"\x89PNG", "image/png")
    server.replies["/d"] = Reply(b"", "text/html")
    server.replies["/e"] = Reply(b"abc", "")
    article = take(server.url("/a"), fetcher).articles[0]
    assert (article.text, article.id) == ("The minister came to Dushanbe.", server.url("/a"))
    article = take(server.url("/b"), fetcher).articles[0]
    assert (article.text, article.id) == ("The minister left.", server.url("/b"))
    (error,) = take(server.url("/c"), fetcher).errors
    assert isinstance(error, ArticleError)
    assert error.reason == "is image/png, and no page; presscite reads web pages, PDF and plain text"
    assert take(server.url("/d"), fetcher).errors[0].reason == "is empty"
    assert "of no kind that its server names" in take(server.url("/e"), fetcher).errors[0].reason


def test_a_kind_that_is_said_beforehand(server: WebServer, fetcher: Fetcher) -> None:
    """feed:, sitemap: and page: settle what an address is; the source is called so."""
    server.replies["/x"] = rss()
    assert (
        take("page:" + server.url("/x"), fetcher)
        .errors[0]
        .reason.startswith("is application/rss+xml, and no page")
    )
    assert take("sitemap:" + server.url("/x"), fetcher).errors[0].reason.startswith("is no sitemap")
    assert take("feed:" + server.url("/x"), fetcher) == ([], [])
    assert open_source("feed:" + server.url("/x"), fetcher).name == "feed:" + server.url("/x")


def test_passwords_stay_secret(
    server: WebServer, fetcher: Fetcher, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """User and password of an address reach its server and nothing else: no id, report, log or file."""
    caplog.set_level(logging.DEBUG)
    server.replies["/feed"] = rss(
        f"<item><link>{server.url('/visit')}</link></item><item><title>x</title></item>"
    )
    server.replies["/visit"] = Reply(page(FULL).encode(), etag='"1"')
    named = server.url("/feed").replace("http://", "http://reader:s3cret@")
    source = open_source(named, fetcher)
    taken = take(named, fetcher)
    assert taken.articles
    assert all(one.headers["authorization"].startswith("Basic ") for one in server.asked)
    shown = repr((source, source.name, taken, taken.errors[0].origin)) + caplog.text
    assert "s3cret" not in shown
    assert not any(b"s3cret" in file.read_bytes() for file in (tmp_path / "fetched").iterdir())
    server.replies["/feed"] = Reply(status=500)
    assert "s3cret" not in str(take(named, fetcher).errors)


def test_addresses_that_are_none() -> None:
    """Other schemes are refused at once, in plain words."""
    with pytest.raises(SourceError) as caught:
        open_source("ftp://a.example/x")
    assert caught.value.reason == "ftp addresses are not read; presscite reads http and https"


def test_nothing_is_fetched_before_it_is_needed(server: WebServer, fetcher: Fetcher) -> None:
    """Opening a source asks for nothing."""
    open_source(server.url("/feed"), fetcher)
    assert server.asked == []
