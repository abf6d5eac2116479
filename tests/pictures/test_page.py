"""Chats as pages, without a browser."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from lxml import html

from tests.pictures.chat import Chat, ChatMessage
from tests.pictures.page import page

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def _read(*messages: ChatMessage, language: str = "en", unfolded: bool = False) -> HtmlElement:
    return html.fromstring(page(Chat(language, messages, unfolded)))


def _said(read: HtmlElement, name: str) -> list[str]:
    """The words of all elements of a class."""
    return [each.text_content() for each in read.find_class(name)]


def test_who_says_what() -> None:
    """A bubble for each message, in order; the person's own are told from the bot's."""
    read = _read(ChatMessage("Why?", own=True), ChatMessage("Because.", answers=("A <b>", "Why\nso?")))
    assert [each.get("class") for each in read.find_class("message")] == ["message own", "message bot"]
    assert _said(read, "text") == ["Why?", "Because."]
    assert _said(read, "who") + _said(read, "words") == ["A <b>", "Why so?"]


def test_nothing_that_is_said_is_markup() -> None:
    """Neither words nor labels of buttons add an element to the page."""
    hostile = '<script>alert("x")</script>'
    read = _read(
        ChatMessage(hostile, own=True),
        ChatMessage(hostile, buttons=((hostile, "b"), ("c",)), answers=(hostile, hostile)),
    )
    assert len(list(read.iter("script"))) == 1  # the page's own
    assert [[each.text_content() for each in row] for row in read.find_class("row")] == [
        [hostile, "b"],
        ["c"],
    ]


def test_a_picture_is_in_the_page() -> None:
    """Its bytes are, with its caption below; without words it has no bubble around them."""
    png = b"\x89PNG bytes"
    bare, captioned = _read(ChatMessage("", photo=png), ChatMessage("So.", photo=png)).find_class("bubble")
    for bubble in (bare, captioned):
        (image,) = bubble.iter("img")
        assert base64.b64decode(image.get("src").partition("base64,")[2]) == png
    assert "picture" in bare.get("class").split()
    assert _said(bare, "text") == []
    assert [each.tag for each in captioned] == ["img", "div", "div"]
    assert _said(captioned, "text") == ["So."]


def test_it_needs_nothing_but_itself() -> None:
    """No style, script, font or picture is fetched from anywhere."""
    read = _read(ChatMessage("x", photo=b"p"), language="tg", unfolded=True)
    assert read.get("lang") == "tg"
    assert not list(read.iter("link", "iframe"))
    assert all(script.get("src") is None for script in read.iter("script"))
    assert all(image.get("src").startswith("data:") for image in read.iter("img"))
    assert all("url(" not in style.text_content() for style in read.iter("style"))
