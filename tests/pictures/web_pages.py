"""The pictures of the web server's pages in docs/: a reading page and the page to ask, by a real server and browser.

python -m tests.pictures.web_pages
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.settings import Settings
from tests.bot.web.browser.newsroom import PASSWORD, newsroom_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_QUESTION = "When was the airport in Bokhtar closed?"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _save(page: Page, name: str) -> None:
    with Image.open(BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(_PICTURES / name, optimize=True)


def main() -> None:
    """Make the pictures."""
    embeddings = SentenceTransformerEmbeddings.from_settings(Settings())
    with (
        tempfile.TemporaryDirectory() as folder,
        newsroom_in(Path(folder), embeddings) as newsroom,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        page = browser.new_page(viewport={"width": 420, "height": 680}, device_scale_factor=1.5)
        page.goto(f"{newsroom.served.address}/press/")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.fill("#question", _QUESTION)
        page.click("#ask button")
        page.wait_for_selector(".exchange:not([aria-busy])")
        page.evaluate("document.activeElement.blur()")
        page.set_viewport_size({"width": 640, "height": 700})
        page.evaluate("scrollTo(0, 60)")
        _save(page, "ask-page.png")
        (link,) = page.locator(".exchange .sources a", has_text="Read it here").all()
        page.set_viewport_size({"width": 420, "height": 680})
        page.goto(newsroom.here(link.get_attribute("href") or ""))
        _save(page, "reading.png")
        browser.close()


if __name__ == "__main__":
    main()
