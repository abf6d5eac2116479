"""The fetcher: what it brings from good servers, and how bad ones do it no harm."""

from __future__ import annotations

import gzip
import time
import zlib
from importlib import metadata

import pytest

from corpus import Fetcher, FetchError
from tests.corpus.web.fetching import local_fetcher, reason_of
from tests.corpus.web_server import Reply, WebServer

BREAKS_OFF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"


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


@pytest.mark.parametrize("how", ["hang", "head", "body"])
def test_servers_that_take_for_ever(server: WebServer, how: str) -> None:
    """One that never answers, or sends a byte at a time, is given up when the time for the request is over."""
    if how == "hang":
        server.hang("/slow")
    else:
        server.drip("/slow", head=how == "head")
    server.replies["/"] = "there"
    with local_fetcher() as fetcher:
        fetcher.fetch(server.url("/"))
        fetcher._timeout = 0.5  # from now on, for a busy machine may need longer for the robots.txt
        began = time.monotonic()
        assert "does not answer in time" in reason_of(fetcher, server.url("/slow"))
        assert time.monotonic() - began < 30  # not for speed: without a bound it never ends


def test_a_connection_that_breaks_off(server: WebServer, fetcher: Fetcher) -> None:
    """It is tried again, and a body that ends early is never taken for a whole one."""
    server.raw["/a"] = lambda handler: handler.wfile.write(BREAKS_OFF)
    assert reason_of(fetcher, server.url("/a")).startswith("broke off (")
    assert server.paths() == ["/a"] * 3


def test_nobody_there(fetcher: Fetcher) -> None:
    """A port where nobody listens is said to be unreachable."""
    with WebServer() as gone:
        address = gone.url("/a")
    assert reason_of(fetcher, address) == "cannot be reached (Connection refused)"


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
    with local_fetcher(max_bytes=100_000) as fetcher:
        for path in ("/long", "/bomb", "/double", "/deflate", "/endless"):
            assert "is longer than the 100,000 bytes" in reason_of(fetcher, server.url(path))


def test_damaged_compression(server: WebServer, fetcher: Fetcher) -> None:
    """A body that cannot be unpacked is named."""
    server.replies["/a"] = Reply(b"\x1f\x8bnot gzip at all", headers={"Content-Encoding": "gzip"})
    assert "is compressed in a way that cannot be undone" in reason_of(fetcher, server.url("/a"))


def test_no_http_at_all(server: WebServer, fetcher: Fetcher) -> None:
    """A server that speaks something else is named."""
    server.raw["/a"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")
    assert reason_of(fetcher, server.url("/a")).startswith("broke off (")


def test_credentials_go_to_their_host_alone(server: WebServer, fetcher: Fetcher) -> None:
    """A password is sent where it belongs, and to no host that a redirect leads to."""
    with WebServer() as other:
        fetcher.log_in(server.url("/a"), "reader", "secret")
        server.replies["/a"] = Reply(status=302, headers={"Location": other.url("/b")})
        other.replies["/b"] = "words"
        fetcher.fetch(server.url("/a"))
        assert server.asked[-1].headers["authorization"].startswith("Basic ")
        assert "authorization" not in other.asked[-1].headers
