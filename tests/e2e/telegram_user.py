"""People in Telegram, for tests: they write to the bot, press its buttons, and read what it sends."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.texts import LANGUAGES
from tests.e2e.judge import TEXT_LIMIT, Parsed

_TAKES_LONG = frozenset(texts.still_looking for texts in LANGUAGES.values())
_USER_IDS = itertools.count(7001)

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Whom Telegram names as the sender of what an administrator writes in the group's name."""


@dataclass(frozen=True)
class Reply:
    """A message that the bot sent, as the user sees it."""

    message_id: int
    shown: Parsed
    raw: dict[str, Any]

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Reply:
        """A message as the server keeps it; of a picture, its caption is what is read."""
        text = raw.get("text", raw.get("caption", ""))
        return cls(raw["message_id"], Parsed(text, raw.get("entities", raw.get("caption_entities", []))), raw)

    @property
    def text(self) -> str:
        return self.shown.text

    @property
    def links(self) -> list[str]:
        return [entity["url"] for entity in self.shown.entities if entity["type"] == "text_link"]

    @property
    def quotes(self) -> list[str]:
        return self.shown.covered("expandable_blockquote")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons under it, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def versions(self) -> list[str]:
        """Its texts, the first and each later one."""
        return [version.get("text", version.get("caption", "")) for version in self.raw["history"]]

    @property
    def deleted(self) -> bool:
        return bool(self.raw["deleted"])

    @property
    def is_notice(self) -> bool:
        """Whether it only says that an answer takes its time, as it may on a machine that is busy."""
        return self.text in _TAKES_LONG

    @property
    def topic(self) -> int | None:
        return self.raw.get("message_thread_id")

    @property
    def answers(self) -> int | None:
        """The message that it visibly replies to; None if that one was gone."""
        answered = self.raw.get("reply_to_message")
        return answered and int(answered["message_id"])

    @property
    def photo(self) -> dict[str, Any]:
        """The picture: its `file_id`, `width`, `height`, `file_size`."""
        largest: dict[str, Any] = self.raw["photo"][-1]
        return largest


class Telegram:
    """The control side of the Bot API server.

    Args:
        url: Where the server listens.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        # A test must reach loopback whatever proxy the machine is told to use.
        self._client = httpx.Client(base_url=f"{url}/control", timeout=150, trust_env=False)

    def post(self, path: str, **body: object) -> dict[str, Any]:
        answer: dict[str, Any] = self._read(self._client.post(path, json=body))
        return answer

    def get(self, path: str, **query: Any) -> Any:
        return self._read(self._client.get(path, params=query))

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.get("/state")
        return state

    def refused(self, kind: str = "content") -> list[dict[str, Any]]:
        """What the server refused: "content" for what the bot wrote badly, "state" for what came too late."""
        return [refusal for refusal in self.state()["refused"] if refusal["kind"] == kind]

    def fail(self, method: str, **fault: object) -> None:
        """Make the next call of a method fail; tests/e2e/bot_api/faults.py says in which ways."""
        self.post("/faults", method=method, **fault)

    def fail_at_random(self, **given: object) -> None:
        """Let calls fail at random from now on; `share=0` ends it."""
        self.post("/random-faults", **given)

    def change(self, **settings: object) -> None:
        """Change the server: `flood`, `lifetimes`, `abilities`, `routes`, `pause`, `longest_pause`, `timeout`."""
        self.post("/settings", **settings)

    def change_chat(self, chat_id: int, **changes: object) -> None:
        """`open_topics`, `close_topics`, `delete_topics` (lists of numbers), `migrated_to` (the new id)."""
        self.post("/chats", chat_id=chat_id, **changes)

    def webhook(self) -> dict[str, Any]:
        """Its WebhookInfo, and every attempt to deliver."""
        info: dict[str, Any] = self.get("/webhook")
        return info

    def file(self, file_id: str) -> bytes:
        """What the bot uploaded."""
        answer = self._client.get(f"/files/{file_id}")
        answer.raise_for_status()
        return answer.content

    def struck(self) -> list[dict[str, Any]]:
        """Every call that failed as `fail` and `fail_at_random` said; see tests/e2e/bot_api/faults.py."""
        found: list[dict[str, Any]] = self.get("/faults")
        return found

    def sent(self, chat_id: int | None, after: int = 0, count: int = 1, seconds: float = 60) -> list[Reply]:
        """What the bot sent to a chat, or with None to all, waiting for so many messages; those it deleted again are
        among them.
        """
        chat = {} if chat_id is None else {"chat_id": chat_id}
        found = self.get("/sent", **chat, after=after, count=count, seconds=seconds)
        return [Reply.of(raw) for raw in found]

    def message(self, reply: Reply, versions: int = 1, seconds: float = 60) -> Reply:
        """A message of the bot as it is now, or as soon as it has so many versions."""
        return self._message(reply, seconds, versions=versions)

    def gone(self, reply: Reply, seconds: float = 60) -> bool:
        """Whether the bot has deleted a message, waiting for it."""
        return self._message(reply, seconds, gone=1).deleted

    def drafts(
        self, chat_id: int, since: float = 0, count: int = 1, seconds: float = 60
    ) -> list[dict[str, Any]]:
        """What drafts showed in a chat after a moment (seconds since the epoch), waiting for so many."""
        found: list[dict[str, Any]] = self.get(
            "/drafts", chat_id=chat_id, since=since, count=count, seconds=seconds
        )
        return found

    def actions(self, chat_id: int, count: int = 1, seconds: float = 60) -> list[dict[str, Any]]:
        """What a chat was shown by sendChatAction, waiting for so many."""
        found: list[dict[str, Any]] = self.get("/actions", chat_id=chat_id, count=count, seconds=seconds)
        return found

    def calls(self, chat_id: int, *methods: str) -> list[dict[str, Any]]:
        """The calls about a chat, of some methods or of all, in order; tests/e2e/bot_api/journal.py describes them."""
        return [
            call
            for call in self.get("/journal")
            if call.get("chat_id") == str(chat_id) and (not methods or call["method"] in methods)
        ]

    def acknowledgement(self, query: dict[str, Any]) -> dict[str, Any]:
        """The call that answered a query."""
        found: dict[str, Any] = next(
            call for call in self.get("/journal") if call.get("query") == query["id"]
        )
        return found

    def answer(self, query: dict[str, Any], seconds: float) -> dict[str, Any]:
        """What the bot answered to a query.

        Raises:
            AssertionError: Nothing, in that time.
        """
        answered: dict[str, Any] = self.get(f"/queries/{query['id']}", seconds=seconds)
        assert answered["answered_after"] is not None, f"no answer to query {query['id']} in {seconds} s"
        return {"after": answered["answered_after"], **answered["answer"]}

    def close(self) -> None:
        self._client.close()

    def _message(self, reply: Reply, seconds: float, **query: object) -> Reply:
        place = {"chat_id": reply.raw["chat"]["id"], "message_id": reply.message_id}
        return Reply.of(self.get("/message", **place, **query, seconds=seconds))

    @staticmethod
    def _read(answer: httpx.Response) -> Any:
        # The server tells a test what it asked for and nobody can do.
        assert answer.status_code != 409, answer.json()["error"]
        answer.raise_for_status()
        return answer.json()


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
