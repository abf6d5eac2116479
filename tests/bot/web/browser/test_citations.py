"""Every citation opens at its words, in a real browser."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.bot.web.browser.newsroom import QUESTIONS
from tests.bot.web.browser.window import Box, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.bot.web.browser.newsroom import Newsroom

_FOUND = """quote => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const start = node.data.indexOf(quote);
        if (start < 0) continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + quote.length);
        const box = range.getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom, innerWidth, innerHeight];
    }
}"""


@pytest.fixture(scope="module")
def citations(newsroom: Newsroom) -> list[dict[str, Any]]:
    """Those of the answers to all questions, each answered by its article."""
    with newsroom.served.client() as client:
        answers = [client.post("/ask", json={"question": question}).json() for question in QUESTIONS]
    assert [answer["refused"] for answer in answers] == [False] * len(QUESTIONS)
    found = [citation for answer in answers for citation in answer["citations"]]
    assert len({citation["article_id"] for citation in found}) >= len(QUESTIONS)
    return found


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    window = Window(browser, "")
    yield window
    window.close()


def test_every_citation_opens_on_its_page(
    newsroom: Newsroom, citations: list[dict[str, Any]], window: Window
) -> None:
    """The quote's box is in the window, and what is marked is the quote."""
    for citation in citations:
        window.go(newsroom.here(citation["reading_url"]))
        assert "\n".join(window.texts("mark")) == citation["quote"]
        assert window.box("mark").seen
        assert window.page.evaluate("scrollY") > 300


def test_a_citation_of_the_web_opens_at_its_outlet(
    newsroom: Newsroom, citations: list[dict[str, Any]], window: Window
) -> None:
    """On the copy of the page the quote's box is in the window, and the browser has marked it."""
    of_the_web = [citation for citation in citations if citation["url"] != citation["reading_url"]]
    assert len({citation["article_id"] for citation in of_the_web}) == 2
    for citation in of_the_web:
        assert citation["url"].startswith(newsroom.web.url("/"))
        window.page.goto("about:blank")
        window.go(citation["url"])
        box = Box(*window.page.evaluate(_FOUND, citation["quote"]))
        assert box.seen
        assert box.top > 0
        window.page.wait_for_timeout(200)
        clip = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
        with Image.open(BytesIO(window.page.screenshot(clip=clip))) as picture:  # type: ignore[arg-type] # a mapping
            counted = picture.convert("RGB").getcolors(1 << 24) or []
        grounds = {color: number for number, color in counted}
        assert grounds.get((0, 200, 0), 0) > 0.2 * sum(grounds.values())


def test_those_of_no_website_link_to_their_page(citations: list[dict[str, Any]]) -> None:
    """Of files and of the PDF, `url` and `reading_url` are the same."""
    names = {c["article_id"].rpartition("/")[2] for c in citations if c["url"] == c["reading_url"]}
    assert names >= {"tunnel.txt", "canal.md", "bridge.txt", "tower.pdf"}
