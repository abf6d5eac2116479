"""Reading pages in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.web.article_store import DAM, DAM_BEFORE, DAM_QUOTE, HOSTILE, LINE
from tests.bot.web.browser.window import DESK, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.web.article_store import ArticleStore
    from tests.bot.web.browser.window import Window

    Opened = Callable[..., Window]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_page_opens_at_its_words(kept: ArticleStore, opened: Opened, size: object, scripts: bool) -> None:
    """They stand in the window, marked, far below the head of the page, with scripts or without; over lines too."""
    window = opened(kept.path("dam", DAM_QUOTE), viewport=size, java_script_enabled=scripts)
    assert "\n".join(window.texts("mark")) == DAM_QUOTE
    first, last = (window.page.locator("mark").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert last is not None
    height = window.page.viewport_size["height"] if window.page.viewport_size else 0
    assert 0 <= first["y"] < last["y"] + last["height"] <= height
    assert window.page.locator("h1").bounding_box()["y"] < -1000  # type: ignore[index] # it has one
    assert (
        window.page.locator("mark").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(255, 229, 138)"
    )


def test_a_page_shows_what_is_known_of_its_article(kept: ArticleStore, opened: Opened) -> None:
    """Outlet, day of the source's zone, headline, the whole text, copies and texts; nothing is too wide."""
    window = opened(kept.path("dam", DAM_QUOTE))
    assert window.texts("article .facts > *") == ["Asia-Plus", "1 March 2026", "updated 4 March 2026"]
    assert window.texts("h1") == ["Dam opened, report 2"]
    assert window.page.title() == "Dam opened, report 2"
    assert window.page.evaluate("document.getElementById('text').textContent") == DAM
    assert window.texts("section h2") == ["The same story elsewhere", "Texts of this article"]
    assert window.texts("section li bdi") == ["Second unit opened", "Agency & Sons"]
    assert len(window.texts("section li")) == 4
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (window.strangers, window.faults) == ([], [])
    assert len(window.asked) == 1


def test_the_language_is_the_readers(kept: ArticleStore, opened: Opened) -> None:
    """That of the browser, and another one where it is chosen; the article keeps its own."""
    window = opened(kept.path("russian", "На церемонии"), locale="ru-RU")
    assert window.page.evaluate("document.documentElement.lang") == "ru"
    assert window.page.evaluate("document.getElementById('text').lang") == "ru"
    assert "1 марта 2026" in window.texts("article .facts")[0]
    window.follow(window.page.get_by_role("link", name="Тоҷикӣ"))
    assert window.page.evaluate("document.documentElement.lang") == "tg"
    assert window.texts("mark") == ["На церемонии"]


def test_an_earlier_text_is_read_in_its_place(kept: ArticleStore, opened: Opened) -> None:
    """What was quoted from a text that was replaced opens there, and says so; the present text is a press away."""
    window = opened(kept.path("dam", "cost $2.1 billion", DAM_BEFORE[0]))
    assert window.texts("mark") == ["cost $2.1 billion"]
    assert window.box("#quote").seen
    assert window.texts("h1") == ["Dam opened, report 0"]
    assert "earlier text" in window.texts(".remark")[0]
    window.follow(window.page.locator(".remark a"))
    assert window.texts("h1") == ["Dam opened, report 2"]
    assert window.texts("mark") == []


def test_words_that_are_gone_are_said_to_be(kept: ArticleStore, opened: Opened) -> None:
    """The article is shown all the same, from its top; words that have only moved are marked where they are."""
    window = opened(kept.path("dam", "It cost nothing.", f"{DAM} It cost nothing."))
    assert "no longer in this article" in window.texts(".remark")[0]
    assert window.texts("mark") == []
    moved = opened(kept.path("dam", "It was opened on a Monday.", f"A new first line.\n\n{DAM}"))
    assert moved.texts("mark") == ["It was opened on a Monday."]
    assert moved.box("#quote").seen


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_article_is_text(kept: ArticleStore, opened: Opened, name: str) -> None:
    """Nothing of it runs, nothing leaves, and every character of it is there."""
    text = kept.text(kept.hostile(name))
    window = opened(kept.path(kept.hostile(name), text[-12:]))
    window.page.mouse.move(100, 300)
    window.page.wait_for_timeout(100)
    assert window.page.evaluate("window.ran") is None
    assert (window.strangers, window.faults) == ([], [])
    assert len(window.asked) == 1
    assert window.page.evaluate("document.getElementById('text').textContent") == text
    assert window.page.evaluate("document.querySelectorAll('#text *:not(p):not(mark)').length") == 0
    assert (
        window.page.evaluate("document.forms.length + document.scripts.length + document.images.length") == 0
    )
    assert window.box("#quote").seen


def test_facts_of_a_hostile_article_are_text(kept: ArticleStore, opened: Opened) -> None:
    """Headline, outlet and author too."""
    window = opened(kept.path("facts"))
    assert window.page.evaluate("document.images.length + document.scripts.length") == 0
    assert "<" in "".join(window.texts("h1, .outlet, .author"))
    assert (window.strangers, window.faults) == ([], [])


def test_a_line_of_ten_megabytes(kept: ArticleStore, opened: Opened) -> None:
    """It is there to the letter, within the window's width, and opens at its words."""
    window = opened(kept.path("line", "=" * 50))
    assert window.page.evaluate("document.getElementById('text').textContent.length") == len(LINE)
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.texts("mark") == ["=" * 50]
    assert window.box("#quote").seen


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_audit_finds_nothing_serious(kept: ArticleStore, opened: Opened, theme: str) -> None:
    """Of an article with everything on its page, of one with remarks, and of a page that is not there."""
    window = opened(kept.path("dam", "cost $2.1 billion", DAM_BEFORE[0]), color_scheme=theme)
    assert window.grave_findings() == []
    window.go("/read/nothing")
    assert window.grave_findings() == []
