"""Addresses of channels and posts."""

from __future__ import annotations

import pytest

from corpus import open_source
from corpus.web.channel_address import channel_address, older_posts, post_address


@pytest.mark.parametrize(
    "address",
    [
        "https://t.me/asia_news",
        "https://t.me/asia_news/",
        "https://t.me/s/asia_news",
        "https://t.me/s/asia_news/",
        "https://t.me/s/asia_news?before=120",
        "http://t.me/asia_news",
        "https://www.t.me/s/asia_news",
        "https://telegram.me/asia_news",
        "https://telegram.me/s/asia_news",
        "https://telegram.dog/s/asia_news",
    ],
)
def test_ways_to_name_a_channel(address: str) -> None:
    """However a channel is named, it is one source: the page that shows its posts."""
    assert channel_address(address) == "https://t.me/s/asia_news"
    assert open_source(address).name == "https://t.me/s/asia_news"


@pytest.mark.parametrize(
    "address",
    [
        "https://t.me/",
        "https://t.me/+AbCdEf123456",
        "https://t.me/joinchat/AAAA",
        "https://t.me/asia_news/120",
        "https://t.me/c/123456/7",
        "https://t.me/ab",
        "https://a.example/s/asia_news",
    ],
)
def test_what_is_no_channel(address: str) -> None:
    """Invitations, single posts, private chats and other sites are none."""
    assert channel_address(address) is None


def test_what_is_named_a_page_stays_one() -> None:
    """`page:` before the address wins."""
    assert open_source("page:https://t.me/asia_news").name == "page:https://t.me/asia_news"


@pytest.mark.parametrize(
    ("shown_at", "link"),
    [
        ("https://t.me/s/asia_news", "https://t.me/asia_news/12"),
        ("https://t.me/s/asia_news?before=40", "https://t.me/asia_news/12"),
        ("https://telegram.me/s/asia_news", "https://t.me/asia_news/12"),
        ("http://mirror.example/s/asia_news", "http://mirror.example/asia_news/12"),
    ],
)
def test_the_link_of_a_post(shown_at: str, link: str) -> None:
    """Telegram speaks for its posts; another host only for itself, so that it cannot take the place of one."""
    assert post_address("asia_news/12", shown_at) == link


def test_the_way_back() -> None:
    """The next page is at the same host, before the number."""
    assert older_posts("https://t.me/s/asia_news?before=40", 20) == "https://t.me/s/asia_news?before=20"
