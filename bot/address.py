"""Which messages of a group are meant for the bot, and what they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext.filters import MessageFilter

if TYPE_CHECKING:
    from telegram import Bot, Message


class Addressed(MessageFilter):
    """Lets messages pass that mention the bot or reply to one of its messages."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot that received it."""
        return _replies_to(message.get_bot(), message) or bool(_mentions(message.get_bot(), message))


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
