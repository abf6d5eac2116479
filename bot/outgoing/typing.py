"""The "typing…" line that shows a user that the question is being worked on."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import NetworkError, RetryAfter, TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot

    from bot.outgoing.sender import Sender
    from bot.place import Place

FIRST_AFTER = 0.8
"""Seconds; an answer that is there by then needs no sign that it is coming."""

RENEWED_AFTER = 4.0
"""Seconds; Telegram lets the line fade after five."""


@contextlib.asynccontextmanager
async def typing(
    bot: Bot,
    sender: Sender,
    place: Place,
    *,
    first: float = FIRST_AFTER,
    every: float = RENEWED_AFTER,
) -> AsyncIterator[None]:
    """Show "typing…" in a place, until the block ends.

    It runs beside the block: a slow or failing Bot API neither delays nor breaks what the block does, and a chat
    that Telegram wants left alone gets no such line.
    """
    task = asyncio.create_task(_keep_typing(bot, sender, place, first, every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_typing(bot: Bot, sender: Sender, place: Place, first: float, every: float) -> None:
    await asyncio.sleep(first)
    while True:
        if not sender.is_held(place.chat):
            try:
                await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)
            except NetworkError:
                pass  # the next turn may be luckier
            except RetryAfter as error:
                sender.hold(place.chat, error)
            except TelegramError:
                return  # not welcome: the answer itself will tell
        await asyncio.sleep(every)
