"""A notice to a user whose answer takes its time, with a button that stops it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.outgoing.retry import retry_after_seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.outgoing.sender import Sender
    from bot.place import Place

SLOW_SECONDS = 3.0
"""Seconds after which an answer takes its time."""

_LAST_SECONDS = 1.0  # that an answer waits for the notice to be gone
_PAUSES = (0.5, 2.0, 8.0, 30.0)  # between attempts to delete it

_late: set[asyncio.Task[None]] = set()  # notices that go while their answers are there already


@contextlib.asynccontextmanager
async def slow_notice(
    bot: Bot,
    sender: Sender,
    place: Place,
    text: str,
    keyboard: InlineKeyboardMarkup,
    *,
    after: float = SLOW_SECONDS,
) -> AsyncIterator[None]:
    """Send a notice if the block takes long, and delete it when the block ends.

    Where the Bot API is slow or fails, the notice goes after the block has ended: no answer waits for it.
    """
    if sender.is_held(place.chat):
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

    sending = asyncio.create_task(_send_late(send, after, over))
    _late.add(sending)
    sending.add_done_callback(_late.discard)
    try:
        yield
    finally:
        over.set()
        await asyncio.wait({sending}, timeout=_LAST_SECONDS)


async def _send_late(send: Callable[[], Awaitable[Message]], after: float, over: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(after):
            await over.wait()
    except TimeoutError:
        pass
    else:
        return
    # The notice is no answer: what fails here harms nothing.  At the bot's end connections are closed (RuntimeError).
    with contextlib.suppress(TelegramError, RuntimeError):
        sent = await send()
        await over.wait()
        await _delete(sent)


async def _delete(sent: Message) -> None:
    for pause in _PAUSES:
        try:
            await sent.delete()
        except RetryAfter as error:
            await asyncio.sleep(retry_after_seconds(error))
        except BadRequest:
            return  # somebody else has deleted it
        except NetworkError:
            await asyncio.sleep(pause)
        else:
            return
