"""Lets nobody in who may not use the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime


class Admission:
    """Sees every update before any other handler does.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._access = runtime.access
        self._sender = runtime.sender

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls, in a group before all others."""
        return [TypeHandler(Update, self.check)]

    async def check(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop the updates of people who may not use the bot; in private chats with a notice.

        Raises:
            ApplicationHandlerStop: The update is for no other handler.
        """
        if self._access.admits(update):
            return
        user, message = update.effective_user, update.message
        if message is not None and user is not None and message.chat_id == user.id:
            await self._sender.send_text(
                Place.of(message), texts_of(update).not_welcome.format(number=user.id)
            )
        raise ApplicationHandlerStop
