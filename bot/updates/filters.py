"""Which messages are meant for the bot, and what they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext import filters
from telegram.ext.filters import MessageFilter

if TYPE_CHECKING:
    from telegram import Bot, Message, Update


class Addressed(MessageFilter):
    """Lets messages pass that mention the bot or reply to one of its messages."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot that received it."""
        return _replies_to(message.get_bot(), message) or bool(_mentions(message.get_bot(), message))


class ViaThisBot(MessageFilter):
    """Lets messages pass that a user has sent through the bot's inline mode: they are its own answers."""

    def filter(self, message: Message) -> bool:
        """Whether the message came about through the bot that received it."""
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id


class FromBot(MessageFilter):
    """Lets messages of other bots pass: whoever answers a bot that answers never comes to an end."""

    def filter(self, message: Message) -> bool:
        """Whether a bot has written the message; people who write in the name of a chat have one stand in for them."""
        writer = message.from_user
        return writer is not None and writer.is_bot and message.sender_chat is None


class Command(MessageFilter):
    """Lets one command pass, with the bot's name behind it or without a name.

    Args:
        command: The command without its slash, in small letters.
    """

    def __init__(self, command: str) -> None:
        super().__init__(name=f"Command({command!r})")
        self._command = command

    def filter(self, message: Message) -> bool:
        """Whether the message begins with the command."""
        first = message.entities[0] if message.text and message.entities else None
        if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
            return False
        command, _, name = message.parse_entity(first)[1:].lower().partition("@")
        return command == self._command and name in {"", message.get_bot().username.lower()}


NEW = filters.UpdateType.MESSAGE & ~FromBot()
"""New messages of people; a channel post or a business message is not a question put to the bot."""

PRIVATE = filters.ChatType.PRIVATE
_EDITED_IN_PRIVATE = filters.UpdateType.EDITED_MESSAGE & PRIVATE

QUESTION = (
    ((NEW & (PRIVATE | Addressed())) | _EDITED_IN_PRIVATE) & filters.TEXT & ~filters.COMMAND & ~ViaThisBot()
)
"""Messages that ask: any text in private, also when it is edited; in groups what is meant for the bot."""

TIMELINE = Command("timeline") & NEW
"""Requests for a timeline."""


def asker(update: Update) -> int | None:
    """The number of who wrote a message; for one that was written in the name of a chat, the chat's."""
    message = update.effective_message
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user else None


def question_in(message: Message) -> str:
    """The words of a message without the mentions of the bot."""
    text = message.text or ""
    for mention in _mentions(message.get_bot(), message):
        text = text.replace(mention, "", 1)
    return text.strip()


def _replies_to(bot: Bot, message: Message) -> bool:
    answered = message.reply_to_message
    # In a topic that the bot opened, every message counts as a reply to its opening.
    if answered is None or answered.from_user is None or answered.forum_topic_created:
        return False
    return answered.from_user.id == bot.id


def _mentions(bot: Bot, message: Message) -> list[str]:
    name = f"@{bot.username}".lower()
    found = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        text
        for entity, text in found.items()
        if (entity.user.id == bot.id if entity.user else text.lower() == name)
    ]
