"""Errors that no handler expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import RetryAfter, TelegramError

from bot.log import EventLog
from bot.outgoing.retry import is_unwelcome
from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.runtime import Runtime

_log = EventLog(__name__)


class Failures:
    """Logs what happened, and apologises to whom it concerns.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._sender = runtime.sender

    async def handle(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What python-telegram-bot calls with an error, and the update that was worked on where there was one."""
        error = context.error
        number = update.update_id if isinstance(update, Update) else None
        if isinstance(error, RetryAfter):
            _log.warning("not said, because Telegram limits the chat", update=number, error=error)
            return
        _log.error("update failed", update=number, error=error)
        if not isinstance(update, Update) or not update.message or (error and is_unwelcome(error)):
            return
        try:
            await self._sender.send_text(Place.of(update.message), texts_of(update).apology)
        except TelegramError as also:
            _log.warning("apology not delivered", update=number, error=also)
