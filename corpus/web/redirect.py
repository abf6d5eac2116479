"""Redirects: where an address leads to, and whether for good."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from corpus.address import normal, without_credentials
from corpus.errors import FetchError

MAX_REDIRECTS = 5

_FOR_GOOD = frozenset({301, 308})
_FOR_NOW = frozenset({302, 303, 307})


class Redirect(NamedTuple):
    """Where an address leads to.

    Attributes:
        address: The next address.
        for_good: Whether what was there has moved, and will not be back.
    """

    address: str
    for_good: bool


def redirect_of(url: str, status: int, location: str | None) -> Redirect | None:
    """Where a response leads to, checked; `None` where it is no redirect.

    Raises:
        FetchError: It leads to what is no web address.
    """
    if not location or status not in _FOR_GOOD | _FOR_NOW:
        return None
    try:
        target = normal(urljoin(url, location))
    except ValueError:
        target = None
    if target is None:
        shown = without_credentials(location[:200])
        raise FetchError(url, f"redirects to {shown!r}, which is no web address", temporary=False)
    return Redirect(target, status in _FOR_GOOD)
