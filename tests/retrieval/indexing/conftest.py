"""A web server on loopback, and settings that may fetch from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.settings import Settings
from tests.corpus.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def web_settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", fetch_local=True, fetch_delay=0, fetch_timeout=20)
