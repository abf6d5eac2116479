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


class BeginsWithCommand(MessageFilter):
    """Lets messages pass whose text or caption begins with a command."""

    def filter(self, message: Message) -> bool:
        """Whether the message begins with a command of any bot."""
        entities = message.entities or message.caption_entities
        return bool(entities) and entities[0].type == MessageEntity.BOT_COMMAND and not entities[0].offset


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
    ((NEW & (PRIVATE | Addressed())) | _EDITED_IN_PRIVATE)
    & (filters.TEXT | filters.CAPTION)
    & ~BeginsWithCommand()
    & ~ViaThisBot()
)
"""Messages that ask: any text or caption in private, also when it is edited; in groups what is meant for the bot."""

TIMELINE = Command("timeline") & NEW
"""Requests for a timeline."""

EXPORT = Command("export") & NEW
"""Requests for a conversation or an answer as a file."""


def asker(update: Update) -> int | None:
    """The number of who wrote a message; for one that was written in the name of a chat, the chat's."""
    message = update.effective_message
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user else None


def question_in(message: Message) -> str:
    """What a message asks: its words without the mentions of the bot.

    Where it mentions the bot and says nothing else, that is the part of another message that it quotes, or the message
    that it replies to; what the bot itself has written asks nothing.
    """
    own = _words(message)
    answered = message.reply_to_message
    if own or not _mentions(message.get_bot(), message):
        return own
    if (
        answered is not None
        and answered.from_user is not None
        and answered.from_user.id == message.get_bot().id
    ):
        return ""
    if message.quote is not None:
        return message.quote.text.strip()
    return _words(answered) if answered is not None else ""


def _words(message: Message) -> str:
    """The text or caption of a message without the mentions of the bot."""
    text = message.text or message.caption or ""
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
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_caption_entities(kinds) if message.caption else message.parse_entities(kinds)
    return [
        text
        for entity, text in found.items()
        if (entity.user.id == bot.id if entity.user else text.lower() == name)
    ]
