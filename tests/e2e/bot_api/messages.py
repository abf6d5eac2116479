"""What stands in the chats."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from typing import Any

from tests.e2e.bot_api.identity import BOT

Message = dict[str, Any]

_OURS = frozenset(
    """history deleted reactions reply_to_message_id allow_sending_without_reply disable_notification
    protect_content""".split()
)
"""What only tests get to see of a message."""

_VERSION = ("text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options")


class Messages:
    """All messages, those of people and those of the bot.

    A message that the bot sent has, beside the fields of the Bot API:

    * `history`: every version of it, the first and each edit, with the time (`at`, seconds since the epoch),
    * `deleted`: whether it is gone,
    * `reactions`: what the bot reacted with, on any message,
    * `disable_notification`, `protect_content`: where that was asked for,
    * `reply_to_message_id`: what it was to reply to; `reply_to_message` is there only if that message was.

    Attributes:
        sent: What the bot sent, in order.
    """

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self._ids = itertools.count(1)
        self._sent_to: dict[int, list[Message]] = defaultdict(list)
        self._placed: dict[tuple[int, int], Message] = {}

    def take(self, message: Message) -> Message:
        """Keep a message of somebody else, which may bring an id of its own."""
        whole = {"message_id": next(self._ids), "date": int(time.time()), **message}
        self._placed[whole["chat"]["id"], whole["message_id"]] = whole
        return whole

    def send(self, message: Message) -> Message:
        """Keep a message of the bot."""
        whole = {"message_id": next(self._ids), "date": int(time.time()), "from": BOT, **message}
        whole |= {"history": [_version(whole)], "deleted": False, "reactions": []}
        self._placed[whole["chat"]["id"], whole["message_id"]] = whole
        self._sent_to[whole["chat"]["id"]].append(whole)
        self.sent.append(whole)
        return whole

    def sent_to(self, chat_id: int | None, after: int = 0) -> list[Message]:
        """What the bot sent to a chat, or with None to all, those before a message left out."""
        sent = self.sent if chat_id is None else self._sent_to[chat_id]
        return [message for message in sent if message["message_id"] > after]

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """A message that stands in a chat; None if there is none, or no more."""
        message = self._placed.get((chat_id, message_id))
        return None if message is None or message.get("deleted") else message

    def edit(self, message: Message, changes: Message) -> bool:
        """Change a message; a value of None takes a field away.  Returns whether anything is different."""
        before = _version(message)
        for name, value in changes.items():
            if value is None:
                message.pop(name, None)
            else:
                message[name] = value
        after = _version(message)
        if {**before, "at": 0} == {**after, "at": 0}:
            return False
        message["edit_date"] = int(time.time())
        message.setdefault("history", [before]).append(after)
        return True

    @staticmethod
    def delete(message: Message) -> None:
        message["deleted"] = True


def as_telegram(message: Message) -> Message:
    """A message as the Bot API shows it."""
    return {name: value for name, value in message.items() if name not in _OURS}


def as_replied_to(message: Message) -> Message:
    """A message as it stands in a reply to it: without what it replied to itself."""
    return {name: value for name, value in as_telegram(message).items() if name != "reply_to_message"}


def _version(message: Message) -> Message:
    return {"at": time.time()} | {name: message[name] for name in _VERSION if name in message}
