"""What stands in a chat once a scene was played: messages as the server keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.e2e.telegram_user import TelegramUser
from tests.pictures.scene import Say

if TYPE_CHECKING:
    from tests.e2e.telegram_user import Reply, Telegram
    from tests.pictures.scene import Press, Scene

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
        answers: The words that it visibly replies to.
        photo: Its picture, a PNG.
    """

    text: str
    own: bool = False
    entities: tuple[dict[str, Any], ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    answers: str | None = None
    photo: bytes | None = None

    @classmethod
    def of(cls, reply: Reply, telegram: Telegram) -> ChatMessage:
        """A message that the bot sent."""
        rows = reply.raw.get("reply_markup", {}).get("inline_keyboard", [])
        answered = reply.raw.get("reply_to_message", {})
        return cls(
            text=reply.text,
            entities=tuple(reply.shown.entities),
            buttons=tuple(tuple(button["text"] for button in row) for row in rows),
            answers=answered.get("text", answered.get("caption")),
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
        sent: list[Reply] = []
        for act in scene.acts:
            replies = _said(act, person, messages) if isinstance(act, Say) else _pressed(act, person, sent)
            sent += replies
            messages += [ChatMessage.of(reply, telegram) for reply in replies]
        assert not telegram.refused(), telegram.refused()
        return cls(scene.language, tuple(messages), scene.unfolded)


def _said(say: Say, person: TelegramUser, messages: list[ChatMessage]) -> list[Reply]:
    number = person.write(say.text)
    messages.append(ChatMessage(say.text, own=True))
    return person.replies(number, say.replies, _SECONDS)


def _pressed(press: Press, person: TelegramUser, sent: list[Reply]) -> list[Reply]:
    under = next(reply for reply in reversed(sent) if any(_begins(b, press.button) for b in reply.buttons))
    person.press(under, press.button)
    return person.replies(sent[-1].message_id, press.replies, _SECONDS)


def _begins(button: dict[str, Any], label: str) -> bool:
    return str(button["text"]).startswith(label)
