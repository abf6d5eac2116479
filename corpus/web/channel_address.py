"""Addresses of public channels of Telegram, and of their posts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_HOST = "t.me"
_HOSTS = frozenset({_HOST, "www.t.me", "telegram.me", "www.telegram.me", "telegram.dog"})
_CHANNEL = re.compile(r"/(?:s/)?([A-Za-z]\w{3,31})/?", re.ASCII)


def channel_address(address: str) -> str | None:
    """Where the posts of a channel are shown; `None` where an address is not that of one.

    Args:
        address: An address in normal form, such as `https://t.me/name` or `https://t.me/s/name?before=20`.
    """
    parts = urlsplit(address)
    found = _CHANNEL.fullmatch(parts.path) if parts.netloc in _HOSTS else None
    return f"https://{_HOST}/s/{found[1]}" if found else None


def post_address(path: str, shown_at: str) -> str:
    """The link of a post, at the host that shows it: a host speaks for no other.

    Args:
        path: The channel's name and the number of the post: "name/123".
        shown_at: The address of a page that shows it.
    """
    parts = urlsplit(shown_at)
    scheme, host = ("https", _HOST) if parts.netloc in _HOSTS else (parts.scheme, parts.netloc)
    return urlunsplit((scheme, host, f"/{path}", "", ""))


def older_posts(shown_at: str, before: int) -> str:
    """The address of the page with the posts before one.

    Args:
        shown_at: The address of another page of the channel.
        before: The number of that post.
    """
    return urlunsplit(urlsplit(shown_at)._replace(query=f"before={before}"))
