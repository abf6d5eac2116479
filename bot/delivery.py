"""Messages on their way to a chat: sent again where that helps, and never lost to their formatting."""

from __future__ import annotations

import logging
from asyncio import sleep
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot, Message

    from bot.markup import Part

_log = logging.getLogger(__name__)

PAUSES = (1.0, 3.0, 9.0)
"""Seconds between attempts after a network error; how many there are is how often a message is sent again."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def deliver(bot: Bot, to: Message, parts: Sequence[Part], pauses: Sequence[float] = PAUSES) -> None:
    """Answer a message, in the same chat and topic; the first part quotes it, if it is still there.

    Args:
        bot: Who answers.
        to: The message that is answered.
        parts: The messages of the answer, in order.
        pauses: How long to wait before each new attempt.

    Raises:
        TelegramError: A part did not arrive after all attempts, or was refused.
    """
    envelope = _Envelope(bot, to, pauses)
    for part in parts:
        await envelope.send(part)


class _Envelope:
    """Where the parts of one answer go, and which message the next one quotes."""

    def __init__(self, bot: Bot, to: Message, pauses: Sequence[float]) -> None:
        self._bot = bot
        self._chat = to.chat_id
        self._topic = to.message_thread_id if to.is_topic_message else None
        self._quotes: int | None = to.message_id
        self._pauses = pauses

    async def send(self, part: Part) -> None:
        try:
            await self._send_patiently(part.html, ParseMode.HTML)
        except BadRequest as error:
            if "parse entities" not in error.message.lower():
                raise
            _log.error("Telegram refused the markup of a message, which goes out as plain text: %s", error)
            for plain in part.plain:
                await self._send_patiently(plain, None)

    async def _send_patiently(self, text: str, parse_mode: str | None) -> None:
        # After a lost connection nobody knows whether the message arrived.  It is sent again all the same:
        # an answer twice is a smaller harm than none.
        for pause in self._pauses:
            try:
                return await self._send(text, parse_mode)
            except BadRequest:
                raise
            except ChatMigrated as error:
                self._chat, self._quotes = error.new_chat_id, None
            except RetryAfter as error:
                await sleep(_seconds(error))
            except NetworkError:
                await sleep(pause)
        return await self._send(text, parse_mode)

    async def _send(self, text: str, parse_mode: str | None) -> None:
        reply = ReplyParameters(self._quotes, allow_sending_without_reply=True) if self._quotes else None
        await self._bot.send_message(
            self._chat,
            text,
            parse_mode=parse_mode,
            reply_parameters=reply,
            message_thread_id=self._topic,
            link_preview_options=_NO_PREVIEW,
        )
        self._quotes = None


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    # Seconds only where somebody has set PTB_TIMEDELTA to false.
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
