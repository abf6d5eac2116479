"""What no handler expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import RetryAfter, TelegramError

from bot.log import EventLog
from bot.outgoing.retry import is_unwelcome
from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from telegram.ext import ContextTypes

    from bot.outgoing.sender import Sender

_log = EventLog(__name__)


def failed(sender: Sender) -> Callable[[object, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """An error handler that logs what happened, and apologises to whom it concerns.

    Args:
        sender: Sends the apology.
    """

    async def handle(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        number = update.update_id if isinstance(update, Update) else None
        if isinstance(error, RetryAfter):
            _log.warning("not said, because Telegram limits the chat", update=number, error=error)
            return
        _log.error("update failed", update=number, error=error)
        if not isinstance(update, Update) or not update.message or (error and is_unwelcome(error)):
            return
        try:
            await sender.send_text(Place.of(update.message), texts_of(update).apology)
        except TelegramError as also:
            _log.warning("apology not delivered", update=number, error=also)

    return handle
