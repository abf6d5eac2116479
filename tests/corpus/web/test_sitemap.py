"""Sitemaps."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError, Fetcher, SkippedError, SourceError, open_source
from tests.corpus.conftest import take
from tests.corpus.pages import page
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(pages: Mapping[str, str], more: str = "") -> bytes:
    """A sitemap of pages with their dates of change; an empty date is left out."""
    urls = "".join(
        f"<url><loc>{page}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}{more}</url>"
        for page, date in pages.items()
    )
    return f"{HEAD}<urlset {SPACES}>{urls}</urlset>".encode()


def index(sitemaps: Mapping[str, str]) -> bytes:
    """An index of sitemaps with their dates of change."""
    inner = "".join(
        f"<sitemap><loc>{one}</loc><lastmod>{date}</lastmod></sitemap>" for one, date in sitemaps.items()
    )
    return f"{HEAD}<sitemapindex {SPACES}>{inner}</sitemapindex>".encode()


def _listed(server: WebServer, fetcher: Fetcher, path: str = "/s.xml") -> tuple[list[str], list[CorpusError]]:
    found = list(open_source(server.url(path), fetcher).items())
    items = [one.origin for one in found if not isinstance(one, CorpusError)]
    return items, [one for one in found if isinstance(one, CorpusError)]


def test_pages_newest_first(server: WebServer, fetcher: Fetcher) -> None:
    """Pages come by their last change, those without one last; nothing but the sitemap is fetched for that."""
    dates = {
        "https://a.example/old": "2020-01-01",
        "https://a.example/no": "",
        "https://a.example/new": "2024-01-01T00:00:00Z",
    }
    server.replies["/s.xml"] = Reply(sitemap(dates), "application/xml")
    items, errors = _listed(server, fetcher)
    assert [item.rpartition("/")[2] for item in items] == ["new", "old", "no"]
    assert not errors
    assert server.paths() == ["/s.xml"]


def test_a_page_is_known_by_its_date_of_change(server: WebServer, fetcher: Fetcher) -> None:
    """Fingerprints change with the date of change alone."""
    pages = [
        {"https://a.example/1": date, "https://a.example/2": ""} for date in ("2020-01-01", "2020-01-02")
    ]
    server.replies["/s.xml"] = [Reply(sitemap(one)) for one in pages]
    (first, same), (changed, still) = (
        list(open_source(server.url("/s.xml"), fetcher).items()) for _ in range(2)
    )
    assert not isinstance(first, CorpusError)
    assert not isinstance(changed, CorpusError)
    assert first.fingerprint != changed.fingerprint
    assert same == still


@pytest.mark.parametrize("zipped", [False, True])
def test_an_index(server: WebServer, fetcher: Fetcher, zipped: bool) -> None:
    """The sitemaps of an index are read, gzipped or not; one that fails is named beside the others' pages."""
    inner = sitemap({"https://a.example/1": "2024-01-01"})
    server.replies["/s.xml"] = index(
        {server.url("/1.xml.gz"): "2024-01-01", server.url("/gone.xml"): "2023-01-01"}
    )
    server.replies["/1.xml.gz"] = Reply(gzip.compress(inner) if zipped else inner, "application/octet-stream")
    items, errors = _listed(server, fetcher)
    assert items == ["https://a.example/1"]
    assert [error.origin for error in errors] == [server.url("/gone.xml")]
    assert "(named by " in errors[0].reason


def test_an_index_that_names_itself(server: WebServer, fetcher: Fetcher) -> None:
    """Circles and deep nests of indexes end."""
    server.replies["/s.xml"] = index({server.url("/s.xml"): "2024-01-01", server.url("/0.xml"): "2024-01-01"})
    for n in range(9):
        server.replies[f"/{n}.xml"] = index({server.url(f"/{n + 1}.xml"): "2024-01-01"})
    items, errors = _listed(server, fetcher)
    assert items == []
    assert [type(error) for error in errors] == [SkippedError]
    assert len(server.paths()) == 3


def test_as_many_as_allowed(server: WebServer) -> None:
    """Of more pages than allowed the newest are read, and that is said; older sitemaps are not fetched then."""
    for n in range(4):
        server.replies[f"/{n}.xml"] = sitemap(
            {f"https://a.example/{n}/{m}": f"202{n}-01-0{m}" for m in range(1, 7)}
        )
    server.replies["/s.xml"] = index({server.url(f"/{n}.xml"): f"202{n}-02-01" for n in range(4)})
    with Fetcher(allow_local=True, delay=0, max_pages=10) as fetcher:
        items, errors = _listed(server, fetcher)
    assert items[:7] == [f"https://a.example/3/{m}" for m in range(6, 0, -1)] + ["https://a.example/2/6"]
    assert len(items) == 10
    assert [type(error) for error in errors] == [SkippedError, SkippedError]
    assert "of which the 10 newest are read; PRESSCITE_FETCH_MAX_PAGES allows more" in errors[1].reason
    assert server.paths() == ["/s.xml", "/3.xml", "/2.xml"]


def test_news_sitemaps(server: WebServer, fetcher: Fetcher) -> None:
    """What a news sitemap says of an article fills what its page leaves open."""
    more = (
        "<news:news><news:publication><news:name>Asia News</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2024-03-31T08:00:00+05:00</news:publication_date>"
        "<news:title>A visit</news:title></news:news>"
    )
    server.replies.update({"/s.xml": sitemap({server.url("/1"): ""}, more), "/1": page(title="Visit - Asia")})
    (article,) = take(server.url("/s.xml"), fetcher).articles
    assert (article.title, article.source) == ("A visit", "Asia News")
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-31T08:00:00+05:00"


def test_the_zone_of_a_page(server: WebServer, fetcher: Fetcher) -> None:
    """The same minute in UTC in the sitemap and in the outlet's zone on the page is of the day there."""
    more = "<news:news><news:publication_date>2024-04-01T19:30:00Z</news:publication_date></news:news>"
    head = '<meta property="article:published_time" content="2024-04-02T00:30:00+05:00">'
    server.replies.update({"/s.xml": sitemap({server.url("/1"): ""}, more), "/1": page(head=head)})
    (article,) = take(server.url("/s.xml"), fetcher).articles
    assert article.published is not None
    assert article.published.isoformat() == "2024-04-02T00:30:00+05:00"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<urlset><url>", "is a sitemap that is not XML ("),
        (b"<html><body>404</body></html>", "is no sitemap"),
        (b"", "is a sitemap that is not XML ("),
        (b"\x1f\x8b not gzip", "is gzipped and damaged"),
        (gzip.compress(sitemap({"https://a.example/": ""}))[:-9], "is gzipped and breaks off in the middle"),
        (gzip.compress(b" " * 2_000_000), "is longer than 1,000,000 bytes when unpacked"),
        (
            b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>',
            "",
        ),
    ],
)
def test_what_is_no_sitemap(server: WebServer, body: bytes, reason: str) -> None:
    """It is named by its address; entities read no files."""
    server.replies["/s.xml"] = Reply(body, "application/xml")
    with Fetcher(allow_local=True, delay=0, max_bytes=1_000_000) as fetcher:
        found = list(open_source("sitemap:" + server.url("/s.xml"), fetcher).items())
    if not reason:
        assert found == []
        return
    (error,) = found
    assert isinstance(error, SourceError)
    assert error.origin == server.url("/s.xml")
    assert error.reason.startswith(reason)


def test_pages_from_before_a_day_are_left_out(server: WebServer, tmp_path: Path) -> None:
    """Those last changed before the day are counted and not fetched; a page without a date may be newer."""
    dates = {
        "https://a.example/old": "2023-12-31T23:00:00+00:00",
        "https://a.example/no": "",
        "https://a.example/new": "2024-01-01",
    }
    server.replies["/s.xml"] = Reply(sitemap(dates), "application/xml")
    with Fetcher(tmp_path, allow_local=True, delay=0, since=date(2024, 1, 1)) as fetcher:
        items, (skipped,) = _listed(server, fetcher)
    assert [item.rpartition("/")[2] for item in items] == ["new", "no"]
    assert isinstance(skipped, SkippedError)
    assert "lists 1 page that was last changed before 2024-01-01" in skipped.reason
