"""Messages on their way to a chat: sent again where that helps, never lost, never in the way of other chats."""

from __future__ import annotations

import time
from asyncio import sleep
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.ops.log import EventLog
from bot.outgoing.message import Outgoing
from bot.outgoing.send_hook import when_it_leaves
from bot.rendering.answer import message as text_parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.outgoing.message import Letter
    from bot.outgoing.place import Place

_log = EventLog(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between attempts after a network error; how many there are is how often a message is sent again."""

MOST_FLOOD_WAITS = 20
"""How often one message is told to wait before it is given up for now."""

MOST_WAITING = 2
"""How many messages wait here for one chat that Telegram limits; whoever floods it takes no more places than that."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Noted = Callable[[int], None]
"""Called with how many messages of an answer have been put on the wire."""


class Courier:
    """Sends the bot's messages.

    Args:
        bot: Whose messages.
        moved: Called with the old and the new number of a group that has become a supergroup.
        pauses: Seconds between attempts after a network error.
    """

    def __init__(
        self,
        bot: Bot,
        moved: Callable[[int, int], None] = lambda _, __: None,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._bot = bot
        self._moved = moved
        self._pauses = pauses
        self._held: dict[int, float] = {}  # chats that Telegram told to wait, and until when
        self._waiting: Counter[int] = Counter()  # messages by the chat that they wait for

    def is_held(self, chat: int) -> bool:
        """Whether Telegram has told to leave a chat alone for a while."""
        return self._held.get(chat, 0.0) > time.monotonic()

    def hold(self, chat: int, error: RetryAfter) -> None:
        """Leave a chat alone for as long as Telegram says."""
        self._held = {c: until for c, until in self._held.items() if until > time.monotonic()}
        self._held[chat] = max(self._held.get(chat, 0.0), time.monotonic() + seconds(error))

    async def say(
        self, to: Place, text: str, keyboard: InlineKeyboardMarkup | None = None, *, waits: bool = True
    ) -> Message | None:
        """Send a text of the bot's own; returns its last message.  See `deliver`."""
        return await self.deliver(to, Outgoing.of(text_parts(text), keyboard), waits=waits)

    async def deliver(
        self,
        to: Place,
        outgoing: Outgoing,
        *,
        begun: int = 0,
        noted: Noted | None = None,
        waits: bool = True,
    ) -> Message | None:
        """Send messages to a chat and topic; the first quotes the message it answers, if that is still there.

        Args:
            to: Where.
            outgoing: The messages.
            begun: How many of them were put on the wire before; they are not sent again.
            noted: Called right before each message goes out, with how many have gone then.
            waits: Whether to wait here for a chat that Telegram wants left alone for a while.

        Returns:
            The last message; `None` where there was none to send.

        Raises:
            RetryAfter: Telegram wants the chat left alone, and `waits` is false or enough messages wait for it.
            TelegramError: A message did not arrive after all attempts, or was refused.
        """
        last = None
        place = to if not begun else replace(to, message=None)
        for number, letter in enumerate(outgoing.letters):
            if number < begun:
                continue
            keyboard = outgoing.keyboard if number == len(outgoing.letters) - 1 else None
            envelope = _Envelope(self._bot, place, keyboard, noted, before=number, waits=waits)
            last = await self._send(envelope, letter)
            place = replace(envelope.place, message=None)
        return last

    async def picture(self, to: Place, png: bytes) -> None:
        """Send a picture once; it belongs to what was said before, so that nothing is lost without it."""
        if self.is_held(to.chat):
            return
        try:
            await self._bot.send_photo(to.chat, png, message_thread_id=to.topic)
        except RetryAfter as error:
            self.hold(to.chat, error)
        except TelegramError as error:
            _log.warning("a picture is not delivered", error=error)

    async def _send(self, envelope: _Envelope, letter: Letter) -> Message:
        try:
            return await self._patiently(envelope, lambda: envelope.send(letter.html, ParseMode.HTML))
        except BadRequest as error:
            if "parse entities" not in error.message.lower():
                raise
            _log.error("Telegram refused the markup of a message, which goes out as plain text", error=error)
        *before, last = letter.plain
        for plain in before:
            await self._patiently(envelope, lambda text=plain: envelope.send(text, None, last=False))  # type: ignore[misc]
        return await self._patiently(envelope, lambda: envelope.send(last, None))

    async def _patiently(self, envelope: _Envelope, send: Callable[[], Awaitable[Message]]) -> Message:
        # After a lost connection nobody knows whether the message arrived.  It is sent again all the same:
        # an answer twice is a smaller harm than none.
        pauses, waits = list(self._pauses), 0
        while True:
            await self._until_free(envelope.place.chat, waits=envelope.waits)
            try:
                return await send()
            except ChatMigrated as error:
                self._moved(envelope.place.chat, error.new_chat_id)
                envelope.place = replace(envelope.place, chat=error.new_chat_id, message=None)
            except RetryAfter as error:
                waits += 1
                self.hold(envelope.place.chat, error)
                if waits > MOST_FLOOD_WAITS or not envelope.waits:
                    raise
            except BadRequest as error:
                if "thread not found" not in error.message.lower() or envelope.place.topic is None:
                    raise
                envelope.place = replace(envelope.place, topic=None)  # the topic was deleted meanwhile
            except NetworkError:
                if not pauses:
                    raise
                await sleep(pauses.pop(0))

    async def _until_free(self, chat: int, *, waits: bool) -> None:
        left = self._held.get(chat, 0.0) - time.monotonic()
        if left <= 0:
            return
        if not waits or self._waiting[chat] >= MOST_WAITING:
            raise RetryAfter(timedelta(seconds=left))
        self._waiting[chat] += 1
        try:
            # A chat may be told to wait for longer meanwhile.
            while (left := self._held.get(chat, 0.0) - time.monotonic()) > 0:  # noqa: ASYNC110 - the time is what is waited for
                await sleep(left)
        finally:
            self._waiting -= Counter({chat: 1})  # which forgets a chat for which nothing waits


class _Envelope:
    """Where a message goes, and what is attached to it."""

    def __init__(
        self,
        bot: Bot,
        place: Place,
        keyboard: InlineKeyboardMarkup | None,
        noted: Noted | None,
        *,
        before: int,
        waits: bool,
    ) -> None:
        self.place = place
        self.waits = waits
        self._bot = bot
        self._keyboard = keyboard
        self._noted = noted
        self._before = before

    async def send(self, text: str, parse_mode: str | None, *, last: bool = True) -> Message:
        if self._noted is None:
            return await self._send(text, parse_mode, last=last)
        noted, before = self._noted, self._before
        try:
            with when_it_leaves(lambda: noted(before + 1)):
                return await self._send(text, parse_mode, last=last)
        except TelegramError:
            noted(before)  # it is to be sent again, also by another process, should this one end now
            raise

    async def _send(self, text: str, parse_mode: str | None, *, last: bool) -> Message:
        quoted = self.place.message
        sent = await self._bot.send_message(
            self.place.chat,
            text,
            parse_mode=parse_mode,
            reply_parameters=ReplyParameters(quoted, allow_sending_without_reply=True) if quoted else None,
            message_thread_id=self.place.topic,
            link_preview_options=_NO_PREVIEW,
            reply_markup=self._keyboard if last else None,
        )
        self.place = replace(self.place, message=None)
        return sent


def seconds(error: RetryAfter) -> float:
    """How long Telegram says to wait."""
    wait: Any = error.retry_after
    # Seconds only where somebody has set PTB_TIMEDELTA to false.
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_unwelcome(error: BaseException) -> bool:
    """Whether an error says that the bot may not write to a chat: blocked, thrown out, or the chat is gone."""
    if isinstance(error, Forbidden):
        return True
    gone = (
        "chat not found",
        "not enough rights",
        "have no rights",
        "user is deactivated",
        "group chat was deleted",
    )
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in gone)
