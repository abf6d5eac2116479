"""Lets nobody in to whom the bot is not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from typing import Any

    from telegram.ext import BaseHandler, ContextTypes

    from bot.services import Services


class Gate:
    """Looks at every update before any other handler does.

    Args:
        services: Who may use the bot.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What python-telegram-bot calls, in a group before all others."""
        return [TypeHandler(Update, self.look)]

    async def look(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Send away whom the bot is not open to, with a word in private chats."""
        if self._services.guests.may(update):
            return
        user, message = update.effective_user, update.message
        if message is not None and user is not None and message.chat_id == user.id:
            await self._services.sender.send_text(
                Place.of(message), texts_of(update).not_welcome.format(number=user.id)
            )
        raise ApplicationHandlerStop
