"""Addresses of reading pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from retrieval.link_key import LinkKey
from retrieval.links.article_pages import ArticlePages, PageTarget
from retrieval.links.keys import LinkKeys

NOW = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)
BASE = "https://news.example/press"
TEXT = "The dam opened in 2018. It cost $3.9 billion."


def pages(lifetime: float | None = None, now: datetime = NOW) -> ArticlePages:
    return ArticlePages(BASE, LinkKeys(lambda: [LinkKey("k" * 32)]), lifetime, lambda: now)


def token(address: str | None) -> str:
    assert address is not None
    return urlsplit(address).path.rpartition("/")[2]


def test_an_address_opens_at_its_words() -> None:
    """It names the page below the public address and the place on it, and shows no path of this machine."""
    address = pages().address("/home/editor/secret/dam.md", 24, TEXT[24:])
    assert address is not None
    assert address.startswith(f"{BASE}/read/")
    assert address.endswith("#quote")
    assert "secret" not in address
    target = pages().target(token(address))
    assert target is not None
    assert (target.article_id, target.start, target.end) == ("/home/editor/secret/dam.md", 24, len(TEXT))
    assert target.fits(TEXT)
    assert not target.fits(TEXT.replace("3.9", "4.9"))
    assert not target.fits("")


def test_an_address_without_words_opens_at_the_top() -> None:
    """Copies of a story and the like quote nothing."""
    address = pages().address("a")
    assert address is not None
    assert "#" not in address
    assert pages().target(token(address)) == PageTarget(article_id="a")
    assert not PageTarget(article_id="a").fits(TEXT)


def test_the_same_words_have_the_same_address() -> None:
    """All day long where links end, and for ever where they do not; other words have another one."""
    day = timedelta(days=90).total_seconds()
    morning, evening = NOW.replace(hour=0), NOW.replace(hour=23)
    assert pages(day, morning).address("a", 0, "The") == pages(day, evening).address("a", 0, "The")
    later = pages(None, datetime(2036, 1, 1, tzinfo=UTC))
    assert pages().address("a", 0, "The") == later.address("a", 0, "The")
    assert pages().address("a", 0, "The") != pages().address("a", 0, "Thy")


def test_a_link_ends() -> None:
    """Not before its time, and at the end of the day at the latest."""
    address = token(pages(timedelta(days=2).total_seconds()).address("a", 0, "The"))
    for later, opens in ((timedelta(days=2), True), (timedelta(days=2, hours=5, minutes=30), False)):
        assert (pages(now=NOW + later).target(address) is not None) == opens
    assert pages(now=NOW + timedelta(days=9999)).target(token(pages().address("a"))) is not None


def test_an_address_is_not_longer_than_programs_take() -> None:
    """An article with a name as long as that has no page."""
    assert pages().address("a" * 1_000) is not None
    assert pages().address("a" * 2_000) is None
