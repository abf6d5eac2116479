"""Which errors of the Bot API are worth another attempt, and when."""

from __future__ import annotations

from asyncio import sleep
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_T = TypeVar("_T")
_log = EventLog(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between two attempts, at most; Telegram may ask for more."""

_NO_ACCESS = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "user is deactivated",
    "group chat was deleted",
)


async def with_retries(call: Callable[[], Awaitable[_T]]) -> _T:
    """Call until it succeeds; what Telegram refuses for good is not tried again.

    Raises:
        InvalidToken: Telegram does not know the token.
        BadRequest: It does not take what was sent.
        Forbidden: It does not allow it.
    """
    pause = 1.0
    while True:
        try:
            return await call()
        except (InvalidToken, BadRequest, Forbidden):
            raise
        except RetryAfter as error:
            wait = retry_after_seconds(error)
            _log.warning("the Bot API asks for a pause", seconds=wait)
        except TelegramError as error:
            wait, pause = pause, min(2 * pause, LONGEST_PAUSE)
            _log.warning("the Bot API is not reached", next_attempt_in=wait, error=error)
        await sleep(wait)


def retry_after_seconds(error: RetryAfter) -> float:
    """How many seconds Telegram says to wait."""
    wait = error.retry_after
    # Seconds only where somebody has set PTB_TIMEDELTA to false.
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_unwelcome(error: BaseException) -> bool:
    """Whether an error says that the bot may not write to a chat: blocked, thrown out, or the chat is gone."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in _NO_ACCESS)
