"""A word to a user whose answer takes its time, with a button that stops it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.sending.courier import Courier
    from bot.sending.place import Place

SLOW_SECONDS = 3.0
"""Seconds after which an answer takes its time."""


@contextlib.asynccontextmanager
async def slow_notice(
    bot: Bot,
    courier: Courier,
    place: Place,
    text: str,
    keyboard: InlineKeyboardMarkup,
    *,
    after: float = SLOW_SECONDS,
) -> AsyncIterator[None]:
    """Send a word if the block takes long, and delete it when the block ends."""
    if courier.is_held(place.chat):
        yield  # Telegram wants the chat left alone
        return
    over = asyncio.Event()

    async def send() -> Message:
        return await bot.send_message(
            place.chat,
            text,
            message_thread_id=place.topic,
            reply_markup=keyboard,
            disable_notification=True,
        )

    telling = asyncio.create_task(_tell(send, after, over))
    try:
        yield
    finally:
        over.set()
        await telling


async def _tell(send: Callable[[], Awaitable[Message]], after: float, over: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(after):
            await over.wait()
    except TimeoutError:
        pass
    else:
        return
    # The word is no answer: what fails here harms nothing.
    with contextlib.suppress(TelegramError):
        sent = await send()
        await over.wait()
        await sent.delete()
