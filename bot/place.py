"""Where a message belongs: its chat, and its topic in a forum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat, or a topic in it.

    Attributes:
        chat: The chat's number; people's are positive, groups' negative.
        topic: The topic's number, `None` outside of topics.
        message: The message that is replied to, `None` where none is.
    """

    chat: int
    topic: int | None = None
    message: int | None = None

    @classmethod
    def of(cls, message: Message) -> Place:
        """Where a message stands; replies go there."""
        return cls(
            chat=message.chat_id,
            topic=message.message_thread_id if message.is_topic_message else None,
            message=message.message_id,
        )

    @property
    def is_private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.chat > 0
