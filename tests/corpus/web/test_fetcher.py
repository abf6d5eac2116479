"""The fetcher: polite to good servers, unharmed by bad ones."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from corpus import Fetcher, FetchError
from corpus.web.cache import ResponseCache
from corpus.web.host import retry_after
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path

BREAKS_OFF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"


def _reason(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(address)
    assert caught.value.origin == address
    return caught.value.reason


def _fetcher(**named: object) -> Fetcher:
    return Fetcher(**{"allow_local": True, "delay": 0, "timeout": 5, **named})  # type: ignore[arg-type]


def test_what_is_found(server: WebServer, fetcher: Fetcher) -> None:
    """Body, media type and charset as the server gives them; the request names the project and its version."""
    server.replies["/a"] = Reply("да".encode("cp1251"), "text/HTML; charset=Windows-1251")
    found = fetcher.fetch(server.url("/a"))
    assert (found.body, found.media_type, found.charset) == (
        "да".encode("cp1251"),
        "text/html",
        "windows-1251",
    )
    assert found.address == server.url("/a")
    assert server.asked[-1].headers["user-agent"].startswith(f"presscite/{metadata.version('presscite')} ")


@pytest.mark.parametrize(
    ("reply", "header"),
    [
        (Reply(b"words", etag='"v1"'), "if-none-match"),
        (Reply(b"words", modified="Sun, 31 Mar 2024 08:00:00 GMT"), "if-modified-since"),
    ],
)
def test_conditional_requests(server: WebServer, tmp_path: Path, reply: Reply, header: str) -> None:
    """The next run asks with the validator of the one before, and a 304 has the body that belongs to it."""
    server.replies["/a"] = reply
    for expected in (200, 304):
        with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
            found = fetcher.fetch(server.url("/a"))
        assert (found.body, found.charset, server.asked[-1].status) == (b"words", "utf-8", expected)
    assert header in server.asked[-1].headers
    server.replies["/a"] = Reply(b"other words", etag='"v2"')
    with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
        assert fetcher.fetch(server.url("/a")).body == b"other words"


def test_a_damaged_cache_is_not_believed(server: WebServer, tmp_path: Path) -> None:
    """What cannot be read back is not asked for conditionally, so the whole body comes again."""
    server.replies["/a"] = Reply(b"words" * 100, etag='"v1"')
    for damage in (b"", b"{}\n", b"\xff\xfe", None):
        with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
            assert fetcher.fetch(server.url("/a")).body == b"words" * 100
        assert server.asked[-1].status == 200
        for file in tmp_path.iterdir():
            file.write_bytes(file.read_bytes()[:-5] if damage is None else damage)
    with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
        assert fetcher.fetch(server.url("/a")).body == b"words" * 100


def test_a_cache_that_cannot_be_written(server: WebServer, tmp_path: Path) -> None:
    """A cache is a help and no need: without a place for it, everything is fetched all the same."""
    (tmp_path / "file").write_text("in the way")
    server.replies["/a"] = Reply(b"words", etag='"v1"')
    with Fetcher(tmp_path / "file" / "cache", allow_local=True, delay=0) as fetcher:
        assert fetcher.fetch(server.url("/a")).body == b"words"


def test_no_store_is_obeyed(server: WebServer, tmp_path: Path) -> None:
    """What a server does not want kept is not kept."""
    server.replies["/a"] = Reply(b"secret words", etag='"v1"', headers={"Cache-Control": "private, no-store"})
    with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
        fetcher.fetch(server.url("/a"))
        assert not fetcher.knows(server.url("/a"))


def test_not_modified_without_having_asked(server: WebServer, tmp_path: Path) -> None:
    """A 304 to a request without conditions has no body to go with it, and is no empty page."""
    server.replies["/a"] = [Reply(b"words"), Reply(status=304)]
    with Fetcher(tmp_path, allow_local=True, delay=0) as fetcher:
        assert fetcher.fetch(server.url("/a")).body == b"words"
        assert _reason(fetcher, server.url("/a")) == "cannot be had (HTTP 304)"


def test_robots(server: WebServer, fetcher: Fetcher) -> None:
    """What robots.txt refuses to us or to all is not asked for; it is read once."""
    server.replies["/robots.txt"] = "User-agent: presscite\nDisallow: /private/\nAllow: /private/open\n"
    server.replies.update({"/a": "words", "/private/a": "words", "/private/open": "words"})
    assert fetcher.fetch(server.url("/a")).body == b"words"
    assert fetcher.fetch(server.url("/private/open")).body == b"words"
    assert "robots.txt says so" in _reason(fetcher, server.url("/private/a"))
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/a", "/private/open"]


@pytest.mark.parametrize(("status", "readable"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_cannot_be_had(server: WebServer, fetcher: Fetcher, status: int, readable: bool) -> None:
    """A site without a robots.txt may be read, one whose server fails to say is left alone (RFC 9309)."""
    server.replies.update({"/robots.txt": Reply(status=status), "/a": "words"})
    if readable:
        assert fetcher.fetch(server.url("/a")).body == b"words"
    else:
        assert "on the way to its robots.txt" in _reason(fetcher, server.url("/a"))
        assert server.paths() == []


def test_robots_of_the_host_redirected_to(server: WebServer, fetcher: Fetcher) -> None:
    """A redirect to another site is held to that site's rules."""
    with WebServer() as other:
        other.replies.update({"/robots.txt": "User-agent: *\nDisallow: /", "/b": "words"})
        server.replies["/a"] = Reply(status=301, headers={"Location": other.url("/b")})
        assert "robots.txt says so" in _reason(fetcher, server.url("/a"))
        assert other.paths() == []


def test_delay_between_requests(server: WebServer) -> None:
    """Requests to a host keep their distance, that of robots.txt where it is longer."""
    server.replies.update({"/robots.txt": "User-agent: *\nCrawl-delay: 0.4", "/a": "1", "/b": "2"})
    with _fetcher(delay=0.1) as fetcher:
        fetcher.fetch(server.url("/a"))
        fetcher.fetch(server.url("/b"))
    robots, first, second = (asked.at for asked in server.asked)
    assert first - robots >= 0.1
    assert second - first >= 0.4


@pytest.mark.parametrize(
    ("status", "said", "temporary"),
    [
        (401, "without a password", False),
        (403, "its server refuses", False),
        (404, "is not there", False),
        (410, "gone for good", False),
        (418, "cannot be had (HTTP 418)", False),
        (429, "wants fewer requests", True),
        (500, "its server fails (HTTP 500)", True),
        (304, "cannot be had (HTTP 304)", False),
    ],
)
def test_statuses(server: WebServer, fetcher: Fetcher, status: int, said: str, temporary: bool) -> None:
    """Each status is said in plain words, and whether it is worth another try."""
    server.replies["/a"] = Reply(status=status)
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.url("/a"))
    assert said in caught.value.reason
    assert (caught.value.status, caught.value.temporary) == (status, temporary)


def test_retry_after(server: WebServer, fetcher: Fetcher) -> None:
    """A busy server is asked again after the time it names."""
    server.replies["/a"] = [Reply(status=503, headers={"Retry-After": "1"}), Reply(b"words")]
    assert fetcher.fetch(server.url("/a")).body == b"words"
    busy, again = (asked.at for asked in server.asked if asked.path == "/a")
    assert again - busy >= 1


def test_retry_after_beyond_reason(server: WebServer, fetcher: Fetcher) -> None:
    """A server that wants an hour is left alone at once, with all it has, until the next refresh."""
    server.replies.update({"/a": Reply(status=429, headers={"Retry-After": "3600"}), "/b": "words"})
    assert "asks to wait 3,600 seconds" in _reason(fetcher, server.url("/a"))
    assert "asks to wait 3,600 seconds" in _reason(fetcher, server.url("/b"))
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5), (" 7 ", 7), ("-1", None), ("soon", None), ("", None), (None, None), ("9" * 30, 999_999_999)],
)  # fmt: skip
def test_retry_after_values(value: str | None, seconds: float | None) -> None:
    """A number counts, nonsense does not."""
    assert retry_after(value) == seconds


def test_retry_after_dates() -> None:
    """A date counts as the time until then, one in the past as none."""
    now = datetime.now(UTC)
    assert 50 < (retry_after(format_datetime(now + timedelta(minutes=1), usegmt=True)) or 0) <= 60
    assert retry_after(format_datetime(now - timedelta(days=1), usegmt=True)) == 0


def test_redirects(server: WebServer, fetcher: Fetcher) -> None:
    """Redirects are followed, relative ones too, and the address at their end is known."""
    server.replies["/a"] = Reply(status=301, headers={"Location": "b?x=1"})
    server.replies["/b?x=1"] = Reply(status=307, headers={"Location": server.url("/c?utm_source=z#top")})
    server.replies["/c?utm_source=z"] = "words"
    found = fetcher.fetch(server.url("/a"))
    assert (found.body, found.address) == (b"words", server.url("/c?utm_source=z"))
    assert fetcher.knows(server.url("/a"))


def test_bad_redirects(server: WebServer, fetcher: Fetcher) -> None:
    """Circles, endless chains and targets that are no web addresses are named."""
    server.replies["/circle"] = Reply(status=302, headers={"Location": "/circle2"})
    server.replies["/circle2"] = Reply(status=302, headers={"Location": "/circle"})
    assert _reason(fetcher, server.url("/circle")) == "redirects in a circle"
    server.replies.update({f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(20)})
    assert _reason(fetcher, server.url("/0")) == "redirects more than 5 times"
    for target in ("file:///etc/passwd", "ftp://u:secret@a.example/", "http://[bad/", "javascript:1"):
        server.replies["/x"] = Reply(status=302, headers={"Location": target})
        reason = _reason(fetcher, server.url("/x"))
        assert "which is no web address" in reason
        assert "secret" not in reason
    server.replies["/gone"] = Reply(status=302, headers={"Location": "/nowhere"})
    assert _reason(fetcher, server.url("/gone")).startswith(
        f"leads to {server.url('/nowhere')}, which is not there"
    )


@pytest.mark.parametrize("how", ["hang", "head", "body"])
def test_servers_that_take_for_ever(server: WebServer, how: str) -> None:
    """One that never answers, or sends a byte at a time, is given up when the time for the request is over."""
    if how == "hang":
        server.hang("/slow")
    else:
        server.drip("/slow", head=how == "head")
    server.replies["/"] = "there"
    with _fetcher() as fetcher:
        fetcher.fetch(server.url("/"))
        fetcher._timeout = 0.5  # from now on, for a busy machine may need longer for the robots.txt
        began = time.monotonic()
        assert "does not answer in time" in _reason(fetcher, server.url("/slow"))
        assert time.monotonic() - began < 30  # not for speed: without a bound it never ends


def test_a_host_that_fails_is_left_alone(server: WebServer) -> None:
    """After three failures in a row nothing more is asked of a host, so that a hundred links do not take an hour."""
    server.replies["/"] = "there"
    for n in range(6):
        server.hang(f"/{n}")
    with _fetcher() as fetcher:
        fetcher.fetch(server.url("/"))
        fetcher._timeout = 0.2  # from now on, for a busy machine may need longer for the robots.txt
        reasons = [_reason(fetcher, server.url(f"/{n}")) for n in range(6)]
    assert all("does not answer in time" in reason for reason in reasons[:3])
    assert all("left alone until the next refresh" in reason for reason in reasons[3:])
    assert set(server.paths()) <= {"/", "/0", "/1", "/2"}


def test_one_success_is_the_end_of_a_row(server: WebServer) -> None:
    """A host whose server fails now and then is asked on; one that fails three times in a row is not."""
    server.replies |= {path: Reply(status=503) for path in ("/bad", "/worse", "/worst")}
    server.replies["/good"] = "there"
    with _fetcher() as fetcher:
        for path in ("/bad", "/worse"):
            assert "left alone" not in _reason(fetcher, server.url(path))
        fetcher.fetch(server.url("/good"))
        for path in ("/bad", "/worse", "/worst"):
            assert "left alone" not in _reason(fetcher, server.url(path))
        assert "left alone until the next refresh" in _reason(fetcher, server.url("/good"))


def test_a_connection_that_breaks_off(server: WebServer, fetcher: Fetcher) -> None:
    """It is tried again, and a body that ends early is never taken for a whole one."""
    server.raw["/a"] = lambda handler: handler.wfile.write(BREAKS_OFF)
    assert _reason(fetcher, server.url("/a")).startswith("broke off (")
    assert server.paths() == ["/a"] * 3


def test_nobody_there(fetcher: Fetcher) -> None:
    """A port where nobody listens is said to be unreachable."""
    with WebServer() as gone:
        address = gone.url("/a")
    assert _reason(fetcher, address) == "cannot be reached (Connection refused)"


def test_bodies_are_bounded(server: WebServer) -> None:
    """Neither a long body, nor one that does not say its length, nor a gzip bomb gets in."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    server.replies["/long"] = b"x" * 200_000
    server.replies["/bomb"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    server.replies["/double"] = Reply(gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"})
    server.replies["/deflate"] = Reply(
        zlib.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "deflate"}
    )
    server.raw["/endless"] = lambda handler: [
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n"), *(handler.wfile.write(b"x" * 65536) for _ in range(100))
    ]  # fmt: skip
    with _fetcher(max_bytes=100_000) as fetcher:
        for path in ("/long", "/bomb", "/double", "/deflate", "/endless"):
            assert "is longer than the 100,000 bytes" in _reason(fetcher, server.url(path))


def test_damaged_compression(server: WebServer, fetcher: Fetcher) -> None:
    """A body that cannot be unpacked is named."""
    server.replies["/a"] = Reply(b"\x1f\x8bnot gzip at all", headers={"Content-Encoding": "gzip"})
    assert "is compressed in a way that cannot be undone" in _reason(fetcher, server.url("/a"))


def test_no_http_at_all(server: WebServer, fetcher: Fetcher) -> None:
    """A server that speaks something else is named."""
    server.raw["/a"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")
    assert _reason(fetcher, server.url("/a")).startswith("broke off (")


def test_credentials_go_to_their_host_alone(server: WebServer, fetcher: Fetcher) -> None:
    """A password is sent where it belongs, and to no host that a redirect leads to."""
    with WebServer() as other:
        fetcher.log_in(server.url("/a"), "reader", "secret")
        server.replies["/a"] = Reply(status=302, headers={"Location": other.url("/b")})
        other.replies["/b"] = "words"
        fetcher.fetch(server.url("/a"))
        assert server.asked[-1].headers["authorization"].startswith("Basic ")
        assert "authorization" not in other.asked[-1].headers


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    """What was not used for longest goes first."""
    import os

    from corpus.web.cache import Kept, ResponseCache

    cache = ResponseCache(tmp_path, most=3000)
    for n in range(5):
        cache.put(
            f"http://a.example/{n}", Kept(etag="x", modified=None, content_type="", body=os.urandom(800))
        )
        path = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(path, ns=(n * 10**9, n * 10**9))
    assert cache.get("http://a.example/0") is not None  # and with that it is the last one used
    cache.prune()
    assert [n for n in range(5) if cache.get(f"http://a.example/{n}")] == [0, 3, 4]


def test_what_moved_for_good_is_told_from_what_leads_elsewhere_for_now(
    server: WebServer, fetcher: Fetcher
) -> None:
    """The addresses that moved are those from the first on, up to the first redirect that is not for good."""
    steps = {
        "/1": (301, "/2"),
        "/2": (308, "/3"),
        "/3": (302, "/4"),
        "/4": (301, "/end"),
        "/new": (307, "/1"),
    }
    for path, (status, target) in steps.items():
        server.replies[path] = Reply(status=status, headers={"Location": target})
    server.replies["/end"] = b"The end."
    found = fetcher.fetch(server.url("/1"))
    assert (found.address, found.asked) == (server.url("/end"), server.url("/1"))
    assert found.moved_from == (server.url("/1"), server.url("/2"))
    assert fetcher.fetch(server.url("/new")).moved_from == ()
    assert fetcher.fetch(server.url("/end")).asked is None


def test_when_a_body_came(server: WebServer, tmp_path: Path) -> None:
    """What has not changed since came when it came first; the time is that of the zone that was asked for."""
    server.replies["/1"] = Reply(b"words", etag='"1"')
    zone = timezone(timedelta(hours=5))
    with Fetcher(tmp_path, allow_local=True, delay=0, zone=zone) as fetcher:
        first = fetcher.fetch(server.url("/1"))
    assert first.at is not None
    assert first.at.utcoffset() == timedelta(hours=5)
    assert abs(first.at - datetime.now(UTC)) < timedelta(minutes=1)
    kept = ResponseCache(tmp_path).get(server.url("/1"))
    assert kept is not None
    earlier = replace(kept, fetched="2024-04-01T10:00:00+00:00")
    ResponseCache(tmp_path).put(server.url("/1"), earlier)
    with Fetcher(tmp_path, allow_local=True, delay=0, zone=zone) as fetcher:
        assert fetcher.fetch(server.url("/1")).at == datetime(2024, 4, 1, 10, tzinfo=UTC)
    ResponseCache(tmp_path).put(server.url("/1"), replace(kept, fetched=None))
    with Fetcher(tmp_path, allow_local=True, delay=0, zone=zone) as fetcher:
        assert fetcher.fetch(server.url("/1")).at is None
