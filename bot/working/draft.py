"""An answer that grows before a user's eyes while it is being written."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.rendering.markup import Part
    from bot.sending.courier import Courier
    from bot.sending.place import Place

EVERY = 0.7
"""Seconds between two states of a draft; Telegram's clients animate what comes between."""

_LAST_STATE_SECONDS = 1.0


class Draft:
    """A draft in a private chat.  It fades by itself, so the answer has to follow as a message.

    What fails here harms nothing: the answer is worth more than its draft.

    Args:
        bot: Whose draft.
        courier: Knows which chats Telegram wants left alone.
        place: The private chat, and the message that is answered.
    """

    def __init__(self, bot: Bot, courier: Courier, place: Place) -> None:
        self._bot = bot
        self._courier = courier
        self._place = place
        self._shown = 0.0
        self._sending: asyncio.Task[None] | None = None
        self._broken = not place.is_private

    @property
    def is_shown(self) -> bool:
        """Whether a user may have seen something."""
        return self._shown > 0

    def show(self, part: Part) -> None:
        """Show a state of the answer, if the last one is old enough; does not wait for it."""
        busy = self._sending is not None and not self._sending.done()
        too_soon = time.monotonic() - self._shown < EVERY
        if self._broken or busy or too_soon or self._courier.is_held(self._place.chat):
            return
        self._shown = time.monotonic()
        self._sending = asyncio.create_task(self._send(part.html))

    async def end(self) -> None:
        """Wait for the state that is on its way: none may arrive behind the answer."""
        if self._sending is not None:
            await asyncio.wait({self._sending}, timeout=_LAST_STATE_SECONDS)
            self._sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._sending

    async def _send(self, html: str) -> None:
        try:
            await self._bot.send_message_draft(
                self._place.chat,
                self._place.message or 1,
                html,
                message_thread_id=self._place.topic,
                parse_mode=ParseMode.HTML,
            )
        except RetryAfter as error:
            self._courier.hold(self._place.chat, error)
        except TelegramError:
            self._broken = True
