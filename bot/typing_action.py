"""The "typing…" line that shows a user that the question is being worked on."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import NetworkError, TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot, Message

RENEWED_AFTER = 4.0
"""Seconds; Telegram lets the line fade after five."""


@contextlib.asynccontextmanager
async def typing(bot: Bot, message: Message, every: float = RENEWED_AFTER) -> AsyncIterator[None]:
    """Show "typing…" where a message came from, until the block ends.

    It runs beside the block: a slow or failing Bot API neither delays nor breaks what the block does.
    """
    task = asyncio.create_task(_keep_typing(bot, message, every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_typing(bot: Bot, message: Message, every: float) -> None:
    thread = message.message_thread_id if message.is_topic_message else None
    while True:
        try:
            await bot.send_chat_action(message.chat_id, ChatAction.TYPING, message_thread_id=thread)
        except NetworkError:
            pass  # the next turn may be luckier
        except TelegramError:
            return  # told to slow down, or not welcome: the answer itself is worth more than its sign
        await asyncio.sleep(every)
