"""A fetcher that may reach loopback, and why it brings nothing."""

from __future__ import annotations

import pytest

from corpus import Fetcher, FetchError


def local_fetcher(**named: object) -> Fetcher:
    """A fetcher without a cache and in a hurry, or as it is told; see `Fetcher`."""
    return Fetcher(**{"allow_local": True, "delay": 0, "timeout": 5, **named})  # type: ignore[arg-type]


def reason_of(fetcher: Fetcher, address: str) -> str:
    """Why an address cannot be fetched, as the error for it says."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(address)
    assert caught.value.origin == address
    return caught.value.reason
