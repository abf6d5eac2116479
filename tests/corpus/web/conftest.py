"""A web server and a fetcher that may talk to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import Fetcher
from tests.corpus.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    """Allowed to reach loopback, in a hurry, with a cache."""
    with Fetcher(tmp_path / "fetched", allow_local=True, delay=0, timeout=5) as fetcher:
        yield fetcher
