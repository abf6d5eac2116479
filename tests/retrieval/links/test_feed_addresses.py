"""Addresses of feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from retrieval.link_key import LinkKey
from retrieval.links.article_pages import ArticlePages
from retrieval.links.feed_addresses import FeedAddresses, FeedTarget, feeds_of
from retrieval.links.keys import LinkKeys
from retrieval.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)
BASE = "https://news.example/press"
TARGET = FeedTarget(text="сатҳи оби Роғун", watched=True, language="tg")
KEYS = LinkKeys(lambda: [LinkKey("k" * 32)])


def feeds(lifetime: float | None = None, now: datetime = NOW) -> FeedAddresses:
    return FeedAddresses(BASE, KEYS, lifetime, lambda: now)


def token(address: str) -> str:
    return address.removeprefix(f"{BASE}/feed/")


def test_an_address_hides_and_keeps_what_is_looked_for() -> None:
    """The same target has the same address, and another one another."""
    address = feeds().address(TARGET)
    assert address.startswith(f"{BASE}/feed/")
    assert address.isascii()
    assert feeds().target(token(address)) == TARGET
    assert feeds().address(TARGET) == address
    others = {
        feeds().address(replace(TARGET, watched=False)),
        feeds().address(replace(TARGET, language="ru")),
    }
    assert len(others | {address}) == 3
    assert feeds().target(token(feeds().address(replace(TARGET, text="x" * 5_000)))) == replace(
        TARGET, text="x" * 400
    )


def test_an_address_ends_where_the_settings_say_so() -> None:
    """Without a time, it never does."""
    made = token(feeds(3 * 86_400.0).address(TARGET))
    assert feeds(now=NOW + timedelta(days=3)).target(made) == TARGET
    assert feeds(now=NOW + timedelta(days=4, hours=6)).target(made) is None
    assert feeds(now=NOW + timedelta(days=9_999)).target(token(feeds().address(TARGET))) == TARGET


def test_an_address_of_something_else_opens_no_feed() -> None:
    """An altered one, and one of an article's page."""
    made = token(feeds().address(TARGET))
    page = ArticlePages(BASE, KEYS).address("an article") or ""
    for wrong in (made[:-1], made[::-1], "", page.rpartition("/")[2]):
        assert feeds().target(wrong) is None
    other = FeedAddresses(BASE, LinkKeys(lambda: [LinkKey("o" * 32)]))
    assert other.target(made) is None


def test_there_are_feeds_where_there_is_a_server(tmp_path: Path) -> None:
    """That has a public address."""
    assert feeds_of(Settings(home=tmp_path)) is None
    known = Settings.load(
        {"PRESSCITE_HOME": str(tmp_path), "PRESSCITE_PUBLIC_URL": BASE}, tmp_path / "absent"
    )
    found = feeds_of(known)
    assert found is not None
    assert found.address(TARGET).startswith(f"{BASE}/feed/")
