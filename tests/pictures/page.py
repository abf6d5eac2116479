"""A chat as an HTML page that needs nothing but itself, in the manner of a messenger on a phone."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pictures.formatted_text import FormattedText

if TYPE_CHECKING:
    from tests.pictures.chat import Chat, ChatMessage

WIDTH = 420
"""Width of the phone, in CSS pixels."""

_BOT_NAME = "presscite"
_CLOCK = "10:24"
"""On every message: pictures are the same whenever they are made."""

_BESIDE = Path(__file__).parent


def page(chat: Chat) -> str:
    """The page that shows a chat.

    Args:
        chat: The chat.

    Returns:
        HTML with its style, script and pictures in it.
    """
    kind = "bot" if chat.language == "en" else "бот"
    shown = "".join(_message(message) for message in chat.messages)
    return (
        f'<!DOCTYPE html><html lang="{html.escape(chat.language)}"><head><meta charset="utf-8">'
        f"<style>{_beside('chat.css')}</style></head><body>"
        f'<main class="phone{" unfolded" if chat.unfolded else ""}" style="width: {WIDTH}px">'
        f'<header><span class="back"></span><span class="face">”</span>'
        f'<div><div class="name">{_BOT_NAME}</div><div class="kind">{kind}</div></div></header>'
        f'<section class="chat">{shown}</section></main>'
        f"<script>{_beside('fold.js')}</script></body></html>"
    )


def _message(message: ChatMessage) -> str:
    whose = "own" if message.own else "bot"
    picture = f'<img class="photo" src="{_address(message.photo)}">' if message.photo else ""
    words = ""
    if message.text:
        words = f'<div class="text">{FormattedText(message.text, message.entities).html}</div>'
    kind = " picture" if message.photo and not message.text else ""
    ticks = '<span class="ticks"></span>' if message.own else ""
    return (
        f'<div class="message {whose}">'
        f'<div class="bubble{kind}">{_answered(message)}{picture}{words}'
        f'<div class="clock">{_CLOCK}{ticks}</div></div>{_buttons(message)}</div>'
    )


def _answered(message: ChatMessage) -> str:
    if message.answers is None:
        return ""
    who, words = (html.escape(" ".join(said.split())) for said in message.answers)
    return f'<div class="answered"><div class="who">{who}</div><div class="words">{words}</div></div>'


def _buttons(message: ChatMessage) -> str:
    rows = (
        "".join(f'<span class="button">{html.escape(label)}</span>' for label in row)
        for row in message.buttons
    )
    return "".join(f'<div class="row">{row}</div>' for row in rows)


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _beside(name: str) -> str:
    return (_BESIDE / name).read_text(encoding="utf-8")
