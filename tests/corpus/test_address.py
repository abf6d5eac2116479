"""Web addresses: one form for one article, and nothing secret in what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import SourceError
from corpus.address import canonical, is_address, is_front_page, normal, parse, same_site


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://News.Example:443/A/b?utm_source=rss&id=5&fbclid=x#top", "https://news.example/A/b?id=5"),
        ("http://news.example:8080?x=1", "http://news.example:8080/?x=1"),
        ("http://user:secret@news.example/a", "http://news.example/a"),
        ("https://news.example/душанбе?q=об", "https://news.example/%D0%B4%D1%83%D1%88%D0%B0%D0%BD%D0%B1%D0%B5?q=%D0%BE%D0%B1"),
        ("https://news.example/a%20b?c=%2F&cid=7&ref=8", "https://news.example/a%20b?c=%2F&cid=7&ref=8"),
        ("https://news.example./a", "https://news.example/a"),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://news.example/?p=12&_openstat=z", "https://news.example/?p=12"),
        ("ftp://news.example/a", None),
        ("https://", None),
        ("javascript:alert(1)", None),
        ("http://[bad/a", None),
        ("http://a.example:99999/", None),
        ("/a/b", None),
    ],
)  # fmt: skip
def test_one_form(given: str, expected: str | None) -> None:
    """Case of the host, default ports, fragments, credentials and tracking go; all else stays to the letter."""
    assert canonical(given) == expected


@given(st.text(max_size=40))
def test_one_form_is_stable(path: str) -> None:
    """Bringing an address to its form twice changes nothing more, and nothing raises."""
    once = canonical("https://news.example/" + path)
    assert once is None or canonical(once) == once
    canonical(path)


def test_normal_keeps_tracking() -> None:
    """What goes over the wire is what the link says: some servers answer nothing else."""
    assert normal("https://News.example/a?utm_source=rss#x") == "https://news.example/a?utm_source=rss"


@pytest.mark.parametrize(
    ("name", "kind", "address", "credentials"),
    [
        ("https://news.example/feed", None, "https://news.example/feed", None),
        ("feed:https://news.example/f", "feed", "https://news.example/f", None),
        ("sitemap:http://u:p%40ss@news.example/s.xml", "sitemap", "http://news.example/s.xml", ("u", "p@ss")),
        ("page:http://only@news.example", "page", "http://news.example/", ("only", "")),
    ],
)
def test_names(name: str, kind: str | None, address: str, credentials: tuple[str, str] | None) -> None:
    """A name may say what the address is, and holds credentials that are taken out of it."""
    assert is_address(name)
    assert parse(name) == (kind, address, credentials)


@pytest.mark.parametrize("name", ["a/b", "feed:a", "C:/news", "feed", "page:x://", "~/news"])
def test_paths_are_no_addresses(name: str) -> None:
    """A path stays a path, whatever it begins with."""
    assert not is_address(name) or name == "page:x://"


@pytest.mark.parametrize(
    "name",
    ["ftp://u:secret@a.example/", "http://u:secret@[bad/", "https://u:secret@", "feed:gopher://u:secret@a/"],
)
def test_errors_hold_no_password(name: str) -> None:
    """An address that cannot be read is named without its password."""
    with pytest.raises(SourceError) as caught:
        parse(name)
    assert "secret" not in str(caught.value)


def test_same_site() -> None:
    """www, m and subdomains belong together; other hosts and mere suffixes do not."""
    assert same_site("https://www.news.example/a", "http://news.example/b")
    assert same_site("https://m.news.example/a", "https://www.news.example/a")
    assert same_site("https://tj.news.example/a", "https://news.example/a")
    assert not same_site("https://badnews.example/a", "https://news.example/a")
    assert not same_site("https://news.example/a", "https://example/a")
    assert same_site("http://127.0.0.1:80/a", "http://127.0.0.1:81/b")


def test_front_pages() -> None:
    """An address without path and query names a site."""
    assert is_front_page("https://a.example/")
    assert not is_front_page("https://a.example/?p=5")
