"""Redirects: where they lead, and what moved for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.web.fetching import reason_of
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from corpus import Fetcher


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
    assert reason_of(fetcher, server.url("/circle")) == "redirects in a circle"
    server.replies.update({f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(20)})
    assert reason_of(fetcher, server.url("/0")) == "redirects more than 5 times"
    for target in ("file:///etc/passwd", "ftp://u:secret@a.example/", "http://[bad/", "javascript:1"):
        server.replies["/x"] = Reply(status=302, headers={"Location": target})
        reason = reason_of(fetcher, server.url("/x"))
        assert "which is no web address" in reason
        assert "secret" not in reason
    server.replies["/gone"] = Reply(status=302, headers={"Location": "/nowhere"})
    assert reason_of(fetcher, server.url("/gone")).startswith(
        f"leads to {server.url('/nowhere')}, which is not there"
    )


def test_robots_of_the_host_redirected_to(server: WebServer, fetcher: Fetcher) -> None:
    """A redirect to another site is held to that site's rules."""
    with WebServer() as other:
        other.replies.update({"/robots.txt": "User-agent: *\nDisallow: /", "/b": "words"})
        server.replies["/a"] = Reply(status=301, headers={"Location": other.url("/b")})
        assert "robots.txt says so" in reason_of(fetcher, server.url("/a"))
        assert other.paths() == []


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
