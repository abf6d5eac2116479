"""A window of the browser that notes what it asks for, what runs in it and what it says of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Response

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
"""Sizes of windows, in CSS pixels."""

_GRAVE = {"serious", "critical"}

_BOX = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, innerWidth, innerHeight];
}"""


@dataclass(frozen=True)
class Box:
    """Where something is in a window.

    Attributes:
        left, top, right, bottom: Its edges, from the window's upper left corner.
        width, height: The window's.
    """

    left: float
    top: float
    right: float
    bottom: float
    width: float
    height: float

    @property
    def seen(self) -> bool:
        """Whether all of it is in the window."""
        return 0 <= self.top < self.bottom <= self.height and 0 <= self.left < self.right <= self.width


class Window:
    """A window with a profile of its own.

    Args:
        browser: Its browser.
        address: Where paths begin.
        options: Those of playwright's `new_context`, such as `color_scheme`.

    Attributes:
        page: Playwright's page.
        asked: The addresses that were asked for, in their order.
        faults: Errors of scripts, dialogs, and what the browser would not let a page do.
    """

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self._address = address
        self._context = browser.new_context(**{"viewport": PHONE, "locale": "en", **options})
        self.page: Page = self._context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._note_console)
        self.page.on("dialog", self._note_dialog)

    def _note_console(self, message: ConsoleMessage) -> None:
        # Browsers ask for a picture of the site on their own.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.faults.append(message.text)

    def _note_dialog(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def go(self, path: str) -> Response:
        """Open a page by its path."""
        response = self.page.goto(self._address + path)
        assert response is not None
        return response

    def follow(self, link: Locator) -> None:
        """Press what leads to another page, and wait until that is there."""
        with self.page.expect_navigation():
            link.click()

    def box(self, selector: str) -> Box:
        """Where the first element that a selector names is."""
        return Box(*self.page.evaluate(_BOX, selector))

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that a selector names."""
        found: list[str] = self.page.locator(selector).all_text_contents()
        return found

    @property
    def strangers(self) -> list[str]:
        """What was asked for of anybody but the server."""
        return [url for url in self.asked if not url.startswith(f"{self._address}/")]

    def grave_findings(self) -> list[str]:
        """What an audit of accessibility finds, as far as it is serious."""
        # Axe is put into the page as a script of the browser's own, which no policy of the page forbids.
        violations = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}"
            for one in violations
            if one["impact"] in _GRAVE
        ]

    def close(self) -> None:
        """Close it and forget its profile."""
        self._context.close()
