"""The page to ask in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.web.browser.newsroom import PASSWORD
from tests.bot.web.browser.window import PHONE, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.bot.web.browser.newsroom import Newsroom

_ANSWERED = ".exchange:last-child:not([aria-busy])"


def signed_in(window: Window) -> Window:
    window.go("/")
    window.page.get_by_label("Password").fill(PASSWORD)
    window.follow(window.page.get_by_role("button", name="Sign in"))
    return window


def ask(window: Window, question: str) -> None:
    before = len(window.texts(".exchange"))
    window.page.get_by_label("Your question").fill(question)
    window.page.get_by_role("button", name="Ask").click()
    window.page.locator(_ANSWERED).nth(0).wait_for()
    window.page.wait_for_function(
        "n => document.querySelectorAll('.exchange:not([aria-busy])').length === n", arg=before + 1
    )


@pytest.fixture
def window(browser: Browser, newsroom: Newsroom) -> Iterator[Window]:
    window = Window(browser, f"{newsroom.served.address}/press")
    yield signed_in(window)
    window.close()


def test_a_question_and_what_follows_it(window: Window) -> None:
    """Answers arrive on the page, with their quotes unfolded and links to where they stand; nothing goes elsewhere."""
    ask(window, "How much did the Istiqlol tunnel cost?")
    ask(window, "How long is the Vakhsh canal?")
    assert len(window.texts(".exchange")) == 2
    assert "84 kilometres" in window.texts(f"{_ANSWERED} .answer")[0]
    assert "84 kilometres" in window.texts(f"{_ANSWERED} blockquote")[0]
    assert window.texts(f"{_ANSWERED} strong")
    window.page.locator(f"{_ANSWERED} .answer .number").first.click()
    assert (
        window.page.evaluate("document.querySelector('.sources li:target blockquote').textContent.length")
        > 10
    )
    assert window.page.evaluate("document.cookie") == ""
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.page.reload()
    assert len(window.texts(".exchange")) == 2
    window.follow(window.page.get_by_role("button", name="New conversation"))
    assert window.texts(".exchange") == []
    assert (window.strangers, window.faults) == ([], [])


def test_enter_asks(window: Window) -> None:
    """With Shift it makes a line; an empty box asks nothing."""
    box = window.page.get_by_label("Your question")
    box.press("Enter")
    assert window.texts(".exchange") == []
    box.fill("How long is")
    box.press("Shift+Enter")
    box.press_sequentially("the Vakhsh canal?")
    assert box.input_value() == "How long is\nthe Vakhsh canal?"
    box.press("Enter")
    window.page.locator(_ANSWERED).wait_for()
    assert "84 kilometres" in window.texts(f"{_ANSWERED} .answer")[0]


def test_a_timeline_has_its_chart(window: Window) -> None:
    """A picture that says what it shows, and an entry with its quote for each period."""
    window.page.get_by_label("Timeline").check()
    assert not window.page.locator(".filters").is_visible()
    ask(window, "Bokhtar airport")
    if window.texts(f"{_ANSWERED} .said"):  # no article of these has a date
        pytest.fail("the timeline has no entry")
    picture = window.page.locator(f"{_ANSWERED} img.chart")
    assert "Bokhtar airport" in (picture.get_attribute("alt") or "")
    window.page.wait_for_function("() => document.querySelector('img.chart').naturalWidth === 1000")
    assert window.texts(f"{_ANSWERED} dd")


def test_filters_narrow_what_is_asked(window: Window) -> None:
    """No article is of these days, and the answer says so."""
    window.page.locator("summary").click()
    window.page.get_by_label("From").fill("1999-01-01")
    window.page.get_by_label("To").fill("1999-12-31")
    ask(window, "How long is the Vakhsh canal?")
    assert "No article is of the dates" in window.texts(f"{_ANSWERED} .said")[0]


def test_it_works_without_scripts(browser: Browser, newsroom: Newsroom) -> None:
    """The form brings the page with the answer."""
    window = signed_in(Window(browser, f"{newsroom.served.address}/press", java_script_enabled=False))
    window.page.get_by_label("Your question").fill("How long is the Vakhsh canal?")
    window.follow(window.page.get_by_role("button", name="Ask"))
    assert "84 kilometres" in window.texts("#last .answer")[0]
    window.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_audit_finds_nothing_serious(browser: Browser, newsroom: Newsroom, theme: str) -> None:
    """Before signing in, before the first question, and with an answer and open filters."""
    window = Window(browser, f"{newsroom.served.address}/press", color_scheme=theme, viewport=PHONE)
    window.go("/")
    assert window.grave_findings() == []
    signed_in(window)
    assert window.grave_findings() == []
    ask(window, "How long is the Vakhsh canal?")
    window.page.locator("summary").click()
    assert window.grave_findings() == []
    window.close()
