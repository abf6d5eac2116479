"""What the bot sends, as people in Telegram see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.texts import LANGUAGES
from tests.e2e.judge import Parsed

_TAKES_LONG = frozenset(texts.still_looking for texts in LANGUAGES.values())


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
