"""What happens to the bot in chats: added, thrown out, blocked, moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ChatMember
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.handlers.commands import message_of
from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime
    from bot.state.state import State

_GONE = (ChatMember.LEFT, ChatMember.BANNED)


class Chats:
    """Greets where the bot is added, and tidies up where it has gone.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [
            ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.moved),
        ]

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Explain in a new group what the bot sees there; forget what was watched for where it has gone."""
        change = update.my_chat_member
        if change is None:
            return
        if change.new_chat_member.status in _GONE:
            self._runtime.state.watches.leave(change.chat.id)
            self._runtime.state.digests.leave(change.chat.id)
            return
        if change.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return
        admin = change.new_chat_member.status == ChatMember.ADMINISTRATOR
        came = change.old_chat_member.status in _GONE
        if not came:
            return
        texts = texts_of(update)
        sees_all = admin or bool(context.bot.can_read_all_group_messages)
        hello = texts.group_hello_all if sees_all else texts.group_hello
        await self._runtime.sender.send_text(Place(chat=change.chat.id), hello)

    async def moved(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A group has become a supergroup: what belongs to it moves along."""
        message = message_of(update)
        if message.migrate_to_chat_id is not None:
            move(self._runtime.state, message.chat_id, message.migrate_to_chat_id)


def move(state: State, chat: int, to: int) -> None:
    """Let conversations, standing questions and digests move with their group."""
    state.conversations.move(chat, to)
    state.watches.move(chat, to)
    state.digests.move(chat, to)
