"""What stands in a chat once a scene was played: messages as the server keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.e2e.judge import found_entities
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram
    from tests.pictures.scene import Scene

_SECONDS = 120
"""How long an answer may take; the model is loaded for the first one."""


@dataclass(frozen=True)
class ChatMessage:
    """A message as it stands in a chat.

    Attributes:
        text: Its words; of a picture, the caption.
        own: Whether the person wrote it, not the bot.
        entities: The formatting, as the Bot API writes it.
        buttons: Labels of the buttons under it, row by row.
        answers: Whose message it visibly replies to, and the words of that.
        photo: Its picture, a PNG.
    """

    text: str
    own: bool = False
    entities: tuple[dict[str, Any], ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    answers: tuple[str, str] | None = None
    photo: bytes | None = None

    @classmethod
    def of(cls, reply: Reply, telegram: Telegram) -> ChatMessage:
        """A message that the bot sent."""
        rows = reply.raw.get("reply_markup", {}).get("inline_keyboard", [])
        answered = reply.raw.get("reply_to_message")
        return cls(
            text=reply.text,
            entities=tuple(reply.shown.entities),
            buttons=tuple(tuple(button["text"] for button in row) for row in rows),
            answers=answered and (answered["from"]["first_name"], answered["text"]),
            photo=telegram.file(reply.photo["file_id"]) if "photo" in reply.raw else None,
        )


@dataclass(frozen=True)
class Chat:
    """A private chat with the bot.

    Attributes:
        language: Code of the person's language.
        messages: The messages, the oldest first.
        unfolded: Whether quotes are shown as after a tap on them.
    """

    language: str
    messages: tuple[ChatMessage, ...]
    unfolded: bool = False

    @classmethod
    def played(cls, scene: Scene, telegram: Telegram) -> Chat:
        """Play a scene as a person of its own, and return what stands in the chat then.

        Raises:
            AssertionError: The bot sent fewer messages than the scene expects, or wrote what Telegram refuses.
        """
        person = TelegramUser(telegram, language=scene.language)
        messages: list[ChatMessage] = []
        for say in scene.says:
            number = person.write(say.text)
            messages.append(ChatMessage(say.text, own=True, entities=tuple(found_entities(say.text))))
            replies = person.replies(number, say.replies, _SECONDS)
            messages += [ChatMessage.of(reply, telegram) for reply in replies]
        assert not telegram.refused(), telegram.refused()
        return cls(scene.language, tuple(messages), scene.unfolded)
