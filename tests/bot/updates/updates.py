"""Updates as they come from Telegram."""

from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING, Any

from telegram import Update

if TYPE_CHECKING:
    from telegram import Bot

GROUP = {"id": -100, "type": "supergroup", "title": "Readers"}

_numbers = itertools.count(1)


def message_update(
    bot: Bot, text: str | None = "Which tunnel?", person: int = 77, *, kind: str = "message", **facts: Any
) -> Update:
    """Somebody writes to the bot; in private where no chat is given.

    Args:
        bot: Who reads it.
        text: What they write; a command is marked as one.
        person: Who writes.
        kind: The kind of the update.
        facts: Further fields of the message.
    """
    number = next(_numbers)
    sender = {"id": person, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    message: dict[str, Any] = {
        "message_id": number,
        "date": int(time.time()),
        "from": sender,
        "chat": {"id": person, "type": "private"},
    }
    if text is not None:
        message["text"] = text
        message["entities"] = list(_entities(text))
    update = Update.de_json({"update_id": number, kind: message | facts}, bot)
    assert update is not None
    return update


def _entities(text: str) -> list[dict[str, Any]]:
    """A command at the beginning, and a mention anywhere; Telegram counts in units of UTF-16."""
    kinds = {"bot_command": re.match(r"/\S+", text), "mention": re.search(r"(?<!\S)@\w+", text)}
    return [
        {"type": kind, "offset": len(text[: match.start()].encode("utf-16-le")) // 2, "length": len(match[0])}
        for kind, match in kinds.items()
        if match
    ]
