"""People in Telegram, for tests: they write to the bot, press its buttons, and read what it sends."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.e2e.judge import TEXT_LIMIT
from tests.e2e.reply import Reply

if TYPE_CHECKING:
    from tests.e2e.telegram import Telegram

_USER_IDS = itertools.count(7001)

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Whom Telegram names as the sender of what an administrator writes in the group's name."""


@dataclass
class TelegramUser:
    """Somebody who writes to the bot, in private or in a group."""

    telegram: Telegram
    language: str = "en"
    group: int | None = None
    id: int = field(default_factory=lambda: next(_USER_IDS))
    topic: int | None = None

    @property
    def chat(self) -> dict[str, Any]:
        if self.group is None:
            return {"id": self.id, "type": "private", "first_name": "Reader"}
        forum = {"is_forum": True} if self.topic else {}
        return {"id": self.group, "type": "supergroup", "title": "Readers"} | forum

    @property
    def person(self) -> dict[str, Any]:
        """The user as the Bot API describes them."""
        return {"id": self.id, "is_bot": False, "first_name": "Reader", "language_code": self.language}

    def write(self, text: str | None = None, **extra: object) -> int:
        """Send a message and return its id; `extra` adds fields of the Bot API's Message."""
        words = {"text": text} if text is not None else {}
        message = {"from": self.person, "chat": self.chat, **words, **extra}
        if self.topic:
            message |= {"message_thread_id": self.topic, "is_topic_message": True}
            if "reply_to" not in extra:
                message["reply_to_message"] = self._topic_opening
        return self._number(self.telegram.post("/updates", **message))

    def paste(self, text: str) -> list[int]:
        """Send a text of any length, which the app cuts where a message ends."""
        pieces = [text[start : start + TEXT_LIMIT] for start in range(0, len(text), TEXT_LIMIT)]
        return [self.write(piece) for piece in pieces]

    def ask(self, text: str | None = None, seconds: float = 60, **extra: object) -> Reply:
        """Send a message and wait for what is said in return."""
        return self.replies(self.write(text, **extra), seconds=seconds)[0]

    def replies(self, after: int, count: int = 1, seconds: float = 60) -> list[Reply]:
        """Messages sent to this user's chat after one of theirs; that an answer takes long is said, and is no reply."""
        deadline, notices = time.monotonic() + seconds, 0
        while True:
            left = max(0.0, deadline - time.monotonic())
            sent = self.telegram.sent(self.chat["id"], after, count + notices, left)
            found = [reply for reply in sent if not reply.is_notice]
            if len(found) >= count:
                return found
            assert left, f"{len(found)} of {count} replies came in {seconds} s"
            notices = len(sent) - len(found)

    def reply_to(self, message: Reply | int, text: str, **extra: object) -> int:
        """Reply to a message of the bot, or of anybody else."""
        number = message.message_id if isinstance(message, Reply) else message
        return self.write(text, reply_to=number, **extra)

    def mention(self, text: str, **extra: object) -> int:
        """Write the bot's name and a text."""
        return self.write(f"@presscite_test_bot {text}", **extra)

    def edit(self, message_id: int, text: str) -> None:
        """Change a message of one's own."""
        self.telegram.post("/edits", chat_id=self.chat["id"], message_id=message_id, text=text)

    def delete(self, message_id: int) -> None:
        """Take a message out of the chat."""
        self.telegram.post("/deletions", chat_id=self.chat["id"], message_id=message_id)

    def press(
        self, message: Reply, button: str, seconds: float = 20, *, stale: bool = False
    ) -> dict[str, Any]:
        """Press a button, named by the beginning of its text or by its data; returns what answerCallbackQuery said.

        `stale` presses it on a screen that still shows a former version of the message.
        """
        return self.telegram.answer(self.touch(message, button, stale=stale), seconds)

    def touch(self, message: Reply, button: str, *, stale: bool = False) -> dict[str, Any]:
        """Press a button without waiting; returns the query, for `Telegram.answer`."""
        data = next((b["callback_data"] for b in message.buttons if _is_named(b, button)), button)
        place = {"chat_id": message.raw["chat"]["id"], "message_id": message.message_id}
        return self.telegram.post("/presses", person=self.person, data=data, stale=stale, **place)

    def inline(self, text: str, offset: str = "", seconds: float = 30) -> dict[str, Any]:
        """Ask in inline mode; returns what answerInlineQuery said, its `results` with the texts as people see them."""
        asked = self.telegram.post("/inline", person=self.person, text=text, offset=offset)
        return self.telegram.answer(asked, seconds)

    def react(self, message: Reply, emoji: str, old: str = "") -> None:
        """React to a message of the bot; without an emoji, take the old one back."""
        place = {"chat_id": message.raw["chat"]["id"], "message_id": message.message_id}
        self.telegram.post("/reactions", person=self.person, new=emoji, old=old, **place)

    def add_bot(self, status: str = "member") -> None:
        """Add the bot to the group, or make it an "administrator"."""
        self._set_status(status)

    def remove_bot(self) -> None:
        """Throw the bot out of the group."""
        self._set_status("kicked")

    def block(self) -> None:
        """Want to hear no more of the bot."""
        self._set_status("kicked")

    def unblock(self) -> None:
        self._set_status("member")

    def send_photo(self, caption: str = "") -> int:
        size = {"file_id": "p", "file_unique_id": "p", "width": 90, "height": 60}
        return self.write(photo=[size], **({"caption": caption} if caption else {}))

    def send_document(self, caption: str = "") -> int:
        file = {"file_id": "d", "file_unique_id": "d", "file_name": "report.pdf"}
        return self.write(document=file, **({"caption": caption} if caption else {}))

    def send_voice(self) -> int:
        return self.write(voice={"file_id": "v", "file_unique_id": "v", "duration": 2})

    def send_sticker(self) -> int:
        flags = {"is_animated": False, "is_video": False}
        size = {"width": 512, "height": 512}
        return self.write(sticker={"file_id": "s", "file_unique_id": "s", "type": "regular", **size, **flags})

    def forward(self, text: str) -> int:
        """Forward what somebody else wrote."""
        writer = {"id": 6001, "is_bot": False, "first_name": "Colleague"}
        return self.write(
            text, forward_origin={"type": "user", "sender_user": writer, "date": int(time.time())}
        )

    def write_anonymously(self, text: str) -> int:
        """Write in the name of the group, as an administrator may."""
        return self.write(text, **{"from": ANONYMOUS, "sender_chat": self.chat})

    def post_to_channel(self, channel: int, text: str) -> int:
        """Write in a channel that the bot is in: nobody is named as the sender."""
        chat = {"id": channel, "type": "channel", "title": "News"}
        post = {"chat": chat, "sender_chat": chat, "text": text}
        return self._number(self.telegram.post("/updates?kind=channel_post", **post), "channel_post")

    def upgrade_group(self, new: int) -> None:
        """Make a supergroup of the group, which has another id from then on."""
        old = self.chat["id"]
        self.write(migrate_to_chat_id=new)
        self.telegram.change_chat(old, migrated_to=new)
        self.group = new
        self.write(migrate_from_chat_id=old)

    @property
    def _topic_opening(self) -> dict[str, Any]:
        """What every message of a topic replies to, where it replies to nothing else."""
        opened = {"forum_topic_created": {"name": "News", "icon_color": 7322096}}
        opener = {"id": 6002, "is_bot": False, "first_name": "Owner"}
        thread = {"message_thread_id": self.topic, "is_topic_message": True}
        return {"message_id": self.topic, "date": 1, "chat": self.chat, "from": opener, **thread, **opened}

    def _set_status(self, status: str) -> None:
        self.telegram.post("/status", person=self.person, chat=self.chat, status=status)

    @staticmethod
    def _number(update: dict[str, Any], kind: str = "message") -> int:
        return int(update[kind]["message_id"])


def _is_named(button: dict[str, Any], name: str) -> bool:
    return "callback_data" in button and (button["text"].startswith(name) or button["callback_data"] == name)
