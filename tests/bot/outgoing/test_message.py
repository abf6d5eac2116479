"""What is about to be sent."""

from __future__ import annotations

import json

from bot.outgoing.message import OutgoingMessage, OutgoingPart
from bot.rendering import keyboard
from bot.rendering.answer import message
from bot.rendering.markup import MESSAGE_LIMIT, Part, Run
from bot.texts import LANGUAGES


def test_it_is_kept_as_json_whole() -> None:
    """Another process sends the same parts, with the same buttons, as the answer to the same exchange."""
    parts = [Part((Run(text="Title", url="https://x.example/"), Run(text=" <rest>"))), *message("two")]
    whole = OutgoingMessage.of(parts, keyboard.of_answer(LANGUAGES["en"], 5, refused=False), 5)
    assert OutgoingMessage.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_without_buttons_and_exchange() -> None:
    """As a text of the bot's own."""
    said = OutgoingMessage.of(message("one"))
    assert said.parts == (OutgoingPart("one", ("one",)),)
    assert OutgoingMessage.from_json(said.to_json()) == said


def test_plain_text_may_take_more_messages() -> None:
    """Links are spelled out there, so that a part that fits as HTML may be too long."""
    links = tuple(Run(text="word ", url=f"https://news.example/{'a' * 60}/{n}") for n in range(90))
    (part,) = OutgoingMessage.of([Part(links)]).parts
    assert len(part.plain) > 1
    assert all(len(text) <= MESSAGE_LIMIT for text in part.plain)
