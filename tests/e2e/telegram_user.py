"""People in Telegram, for tests: they write to the bot and read what it sends."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.e2e.judge import Parsed

_USER_IDS = itertools.count(7001)


@dataclass(frozen=True)
class Reply:
    """A message that the bot sent, as the user sees it."""

    message_id: int
    shown: Parsed
    raw: dict[str, Any]

    @property
    def text(self) -> str:
        return self.shown.text

    @property
    def links(self) -> list[str]:
        return [entity["url"] for entity in self.shown.entities if entity["type"] == "text_link"]

    @property
    def quotes(self) -> list[str]:
        return self.shown.covered("expandable_blockquote")


class Telegram:
    """The control side of the Bot API server.

    Args:
        url: Where the server listens.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        # A test must reach loopback whatever proxy the machine is told to use.
        self._client = httpx.Client(base_url=f"{url}/control", timeout=90, trust_env=False)

    def post(self, path: str, **body: object) -> dict[str, Any]:
        return self._read(self._client.post(path, json=body))

    def state(self) -> dict[str, Any]:
        return self._read(self._client.get("/state"))

    def fail(self, method: str, **fault: object) -> None:
        """Make the next call of a method fail."""
        self.post("/faults", method=method, **fault)

    def sent(self, chat_id: int, after: int = 0, count: int = 1, seconds: float = 60) -> list[Reply]:
        """What the bot sent to a chat, waiting for so many messages."""
        query = {"chat_id": chat_id, "after": after, "count": count, "seconds": seconds}
        answer = self._client.get("/sent", params=query)
        answer.raise_for_status()
        return [Reply(raw["message_id"], Parsed(raw["text"], raw["entities"]), raw) for raw in answer.json()]

    def close(self) -> None:
        self._client.close()

    @staticmethod
    def _read(answer: httpx.Response) -> dict[str, Any]:
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body


@dataclass
class TelegramUser:
    """Somebody who writes to the bot, in private or in a group."""

    telegram: Telegram
    language: str = "en"
    group: int | None = None
    id: int = field(default_factory=lambda: next(_USER_IDS))

    @property
    def chat(self) -> dict[str, Any]:
        if self.group is None:
            return {"id": self.id, "type": "private", "first_name": "Reader"}
        return {"id": self.group, "type": "supergroup", "title": "Readers"}

    def write(self, text: str | None = None, **extra: object) -> int:
        """Send a message and return its id; `extra` adds fields of the Bot API's Message."""
        sender = {"id": self.id, "is_bot": False, "first_name": "Reader", "language_code": self.language}
        words = {"text": text} if text is not None else {}
        update = self.telegram.post("/updates", **{"from": sender}, chat=self.chat, **words, **extra)
        return int(update["message"]["message_id"])

    def ask(self, text: str | None = None, seconds: float = 60, **extra: object) -> Reply:
        """Send a message and wait for the first reply."""
        return self.replies(self.write(text, **extra), seconds=seconds)[0]

    def replies(self, after: int, count: int = 1, seconds: float = 60) -> list[Reply]:
        """Messages sent to this user's chat after one of theirs."""
        found = self.telegram.sent(self.chat["id"], after, count, seconds)
        assert len(found) >= count, f"{len(found)} of {count} replies came in {seconds} s"
        return found
