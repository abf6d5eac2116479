"""Hosts are treated politely: their robots.txt, their pace, and when they are left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from corpus.web.host import retry_after
from tests.corpus.web.fetching import local_fetcher, reason_of
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from corpus import Fetcher


def test_robots(server: WebServer, fetcher: Fetcher) -> None:
    """What robots.txt refuses to us or to all is not asked for; it is read once."""
    server.replies["/robots.txt"] = "User-agent: presscite\nDisallow: /private/\nAllow: /private/open\n"
    server.replies.update({"/a": "words", "/private/a": "words", "/private/open": "words"})
    assert fetcher.fetch(server.url("/a")).body == b"words"
    assert fetcher.fetch(server.url("/private/open")).body == b"words"
    assert "robots.txt says so" in reason_of(fetcher, server.url("/private/a"))
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/a", "/private/open"]


@pytest.mark.parametrize(("status", "readable"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_cannot_be_had(server: WebServer, fetcher: Fetcher, status: int, readable: bool) -> None:
    """A site without a robots.txt may be read, one whose server fails to say is left alone (RFC 9309)."""
    server.replies.update({"/robots.txt": Reply(status=status), "/a": "words"})
    if readable:
        assert fetcher.fetch(server.url("/a")).body == b"words"
    else:
        assert "on the way to its robots.txt" in reason_of(fetcher, server.url("/a"))
        assert server.paths() == []


def test_delay_between_requests(server: WebServer) -> None:
    """Requests to a host keep their distance, that of robots.txt where it is longer."""
    server.replies.update({"/robots.txt": "User-agent: *\nCrawl-delay: 0.4", "/a": "1", "/b": "2"})
    with local_fetcher(delay=0.1) as fetcher:
        fetcher.fetch(server.url("/a"))
        fetcher.fetch(server.url("/b"))
    robots, first, second = (asked.at for asked in server.asked)
    assert first - robots >= 0.1
    assert second - first >= 0.4


def test_retry_after(server: WebServer, fetcher: Fetcher) -> None:
    """A busy server is asked again after the time it names."""
    server.replies["/a"] = [Reply(status=503, headers={"Retry-After": "1"}), Reply(b"words")]
    assert fetcher.fetch(server.url("/a")).body == b"words"
    busy, again = (asked.at for asked in server.asked if asked.path == "/a")
    assert again - busy >= 1


def test_retry_after_beyond_reason(server: WebServer, fetcher: Fetcher) -> None:
    """A server that wants an hour is left alone at once, with all it has, until the next refresh."""
    server.replies.update({"/a": Reply(status=429, headers={"Retry-After": "3600"}), "/b": "words"})
    assert "asks to wait 3,600 seconds" in reason_of(fetcher, server.url("/a"))
    assert "asks to wait 3,600 seconds" in reason_of(fetcher, server.url("/b"))
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


def test_a_host_that_fails_is_left_alone(server: WebServer) -> None:
    """After three failures in a row nothing more is asked of a host, so that a hundred links do not take an hour."""
    server.replies["/"] = "there"
    for n in range(6):
        server.hang(f"/{n}")
    with local_fetcher() as fetcher:
        fetcher.fetch(server.url("/"))
        fetcher._timeout = 0.2  # from now on, for a busy machine may need longer for the robots.txt
        reasons = [reason_of(fetcher, server.url(f"/{n}")) for n in range(6)]
    assert all("does not answer in time" in reason for reason in reasons[:3])
    assert all("left alone until the next refresh" in reason for reason in reasons[3:])
    assert set(server.paths()) <= {"/", "/0", "/1", "/2"}


def test_one_success_is_the_end_of_a_row(server: WebServer) -> None:
    """A host whose server fails now and then is asked on; one that fails three times in a row is not."""
    server.replies |= {path: Reply(status=503) for path in ("/bad", "/worse", "/worst")}
    server.replies["/good"] = "there"
    with local_fetcher() as fetcher:
        for path in ("/bad", "/worse"):
            assert "left alone" not in reason_of(fetcher, server.url(path))
        fetcher.fetch(server.url("/good"))
        for path in ("/bad", "/worse", "/worst"):
            assert "left alone" not in reason_of(fetcher, server.url(path))
        assert "left alone until the next refresh" in reason_of(fetcher, server.url("/good"))
