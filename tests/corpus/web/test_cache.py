"""The cache of what was fetched: a page that has not changed is not sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from corpus import Fetcher
from corpus.web.cache import ResponseCache
from tests.corpus.web.fetching import reason_of
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


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
        assert reason_of(fetcher, server.url("/a")) == "cannot be had (HTTP 304)"


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
