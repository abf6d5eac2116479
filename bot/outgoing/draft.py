"""An answer that grows before a user's eyes while it is being written."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.outgoing.sender import Sender
    from bot.place import Place
    from bot.rendering.markup import Part

EVERY = 0.7
"""Seconds between two states of a draft; Telegram's clients animate what comes between."""

RENEWED_AFTER = 20.0
"""Seconds; Telegram shows a draft for thirty."""

_LAST_STATE_SECONDS = 1.0


class Draft:
    """A draft in a private chat.  It fades by itself, so the answer has to follow as a message.

    What fails here harms nothing: the answer is worth more than its draft.

    Args:
        bot: Whose draft.
        sender: Knows which chats Telegram wants left alone.
        place: The private chat, and the message that is answered.
        every: Seconds between two states.
        renewed_after: Seconds after which the last state is shown again.
    """

    def __init__(
        self,
        bot: Bot,
        sender: Sender,
        place: Place,
        *,
        every: float = EVERY,
        renewed_after: float = RENEWED_AFTER,
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._place = place
        self._every = every
        self._renewed_after = renewed_after
        self._latest: Part | None = None
        self._news = asyncio.Event()
        self._over = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def show(self, part: Part) -> None:
        """Show a state of the answer, as soon as the last one is old enough; does not wait for it."""
        if not self._place.is_private:
            return
        self._latest = part
        self._news.set()
        self._showing = self._showing or asyncio.create_task(self._keep_showing())

    async def end(self) -> None:
        """Wait for the state that is on its way: none may arrive behind the answer."""
        self._over.set()
        self._news.set()
        if self._showing is not None:
            await asyncio.wait({self._showing}, timeout=_LAST_STATE_SECONDS)
            self._showing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._showing

    async def _keep_showing(self) -> None:
        while self._latest is not None and not self._over.is_set():
            self._news.clear()
            try:
                await self._send(self._latest)
            except RetryAfter as error:
                self._sender.hold(self._place.chat, error)
            except TelegramError:
                return
            await _within(self._every, self._over)
            await _within(self._renewed_after, self._news)

    async def _send(self, part: Part) -> None:
        if self._sender.is_held(self._place.chat):
            return
        await self._bot.send_message_draft(
            self._place.chat,
            self._place.message or 1,
            part.html,
            message_thread_id=self._place.topic,
            parse_mode=ParseMode.HTML,
        )


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Wait for an event, but no longer than so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
