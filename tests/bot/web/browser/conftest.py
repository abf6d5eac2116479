"""A real browser, one for all of these tests; where there is none they fail."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.bot.web.browser.newsroom import Newsroom, newsroom_in
from tests.bot.web.browser.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from tests.bot.web.served import Served

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; whatever is on this machine, it is never fetched by a test."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.fail(
            "there is no Chromium: run `make browser`, or install one (on Debian: apt-get install chromium)"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def newsroom(
    embeddings: SentenceTransformerEmbeddings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    """A server that answers from files, a PDF and pages of the web, which are served on loopback."""
    with newsroom_in(tmp_path_factory.mktemp("newsroom"), embeddings) as running:
        yield running


@pytest.fixture
def opened(browser: Browser, reading: Served) -> Iterator[Callable[..., Window]]:
    """Opens a page of that server in a window of its own."""
    windows: list[Window] = []

    def open_(path: str, **options: object) -> Window:
        windows.append(Window(browser, reading.address, **options))
        windows[-1].go(path)
        return windows[-1]

    yield open_
    for window in windows:
        window.close()
