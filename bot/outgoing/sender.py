"""Sends messages to chats: again where that helps, recorded before it is done, no chat in the way of another."""

from __future__ import annotations

import time
from asyncio import sleep
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.retry import retry_after_seconds
from bot.outgoing.send_hook import before_sending
from bot.rendering.answer import message as text_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.outgoing.file import OutgoingFile
    from bot.outgoing.message import OutgoingPart
    from bot.place import Place

_log = EventLog(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between attempts after a network error; how many there are is how often a message is sent again."""

MOST_FLOOD_WAITS = 20
"""How often Telegram may ask for a pause before one message is given up for now."""

MOST_WAITING = 2
"""How many messages wait here for one chat that Telegram limits; whoever floods it takes no more places than that."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Record = Callable[[int], None]
"""Called with how many parts of a message have been sent."""


class Sender:
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
        self._held: dict[int, float] = {}  # chats that Telegram wants left alone, and until when
        self._waiting: Counter[int] = Counter()  # messages by the chat that they wait for

    def is_held(self, chat: int) -> bool:
        """Whether Telegram wants a chat left alone for a while."""
        return self._held.get(chat, 0.0) > time.monotonic()

    def hold(self, chat: int, error: RetryAfter) -> None:
        """Leave a chat alone for as long as Telegram says."""
        self._held = {c: until for c, until in self._held.items() if until > time.monotonic()}
        self._held[chat] = max(self._held.get(chat, 0.0), time.monotonic() + retry_after_seconds(error))

    async def send_text(
        self, to: Place, text: str, keyboard: InlineKeyboardMarkup | None = None, *, waits: bool = True
    ) -> Message | None:
        """Send a text of the bot's own.  Arguments, result and errors are those of `send`."""
        return await self.send(to, OutgoingMessage.of(text_parts(text), keyboard), waits=waits)

    async def send(
        self,
        to: Place,
        message: OutgoingMessage,
        *,
        begun: int = 0,
        record: Record | None = None,
        waits: bool = True,
    ) -> Message | None:
        """Send a message to a chat and topic.  Its first part quotes the message it answers, if that still exists.

        Args:
            to: Where.
            message: The message.
            begun: How many of its parts were sent before; they are not sent again.
            record: Called right before the bytes of each part are written, with how many parts count as sent then, and
                after a failed attempt with one less: that part is to be sent again, by another process should this one
                end.
            waits: Whether to wait here for a chat that Telegram wants left alone for a while.

        Returns:
            What Telegram made of the last part; `None` where all had been sent.

        Raises:
            RetryAfter: Telegram wants the chat left alone, and `waits` is false or enough messages wait for it.
            TelegramError: A part did not arrive after all attempts, or was refused.
        """
        sent = None
        place = replace(to, message=None) if begun else to
        last = len(message.parts) - 1
        for number, part in enumerate(message.parts[begun:], start=begun):
            keyboard, file = (message.keyboard, message.file) if number == last else (None, None)
            request = _Request(part.html, ParseMode.HTML, keyboard, file, record, before=number, waits=waits)
            sent, place = await self._send_part(place, part, request)
        return sent

    async def send_picture(self, to: Place, png: bytes) -> None:
        """Send a picture once; it belongs to what was said before, so that nothing is lost without it."""
        if self.is_held(to.chat):
            return
        try:
            await self._bot.send_photo(to.chat, png, message_thread_id=to.topic)
        except RetryAfter as error:
            self.hold(to.chat, error)
        except TelegramError as error:
            _log.warning("a picture is not delivered", error=error)

    async def _send_part(
        self, place: Place, part: OutgoingPart, request: _Request
    ) -> tuple[Message | None, Place]:
        """Send a part as HTML, or as plain text where Telegram refuses its markup."""
        try:
            return await self._send_retrying(place, request)
        except BadRequest as error:
            if "parse entities" not in error.message.lower():
                raise
            _log.error("Telegram refused the markup of a message, which goes out as plain text", error=error)
        sent = None
        last = len(part.plain) - 1
        for number, text in enumerate(part.plain):
            keyboard, file = (request.keyboard, request.file) if number == last else (None, None)
            plain = replace(request, text=text, parse_mode=None, keyboard=keyboard, file=file)
            sent, place = await self._send_retrying(place, plain)
        return sent, place

    async def _send_retrying(self, place: Place, request: _Request) -> tuple[Message, Place]:
        """Send until Telegram has taken it.

        After a lost connection nobody knows whether the message arrived.  It is sent again all the same: an answer
        twice is a smaller harm than none.

        Returns:
            What Telegram made of it, and the place for what follows.
        """
        pauses, waits = list(self._pauses), 0
        while True:
            await self._until_free(place.chat, waits=request.waits)
            try:
                return await self._send_once(place, request), replace(place, message=None)
            except RetryAfter as error:
                waits += 1
                self.hold(place.chat, error)
                if waits > MOST_FLOOD_WAITS or not request.waits:
                    raise
            except (ChatMigrated, BadRequest) as error:
                place = self._elsewhere(place, error)
            except NetworkError:
                if not pauses:
                    raise
                await sleep(pauses.pop(0))

    def _elsewhere(self, place: Place, error: ChatMigrated | BadRequest) -> Place:
        """Where to send instead: to the group's new number, or outside of a topic that was deleted.

        Raises:
            BadRequest: There is no other place.
        """
        if isinstance(error, ChatMigrated):
            self._moved(place.chat, error.new_chat_id)
            return replace(place, chat=error.new_chat_id, message=None)
        if "thread not found" not in error.message.lower() or place.topic is None:
            raise error
        return replace(place, topic=None)

    async def _send_once(self, place: Place, request: _Request) -> Message:
        how: dict[str, Any] = {
            "parse_mode": request.parse_mode,
            "reply_parameters": ReplyParameters(place.message, allow_sending_without_reply=True)
            if place.message
            else None,
            "message_thread_id": place.topic,
            "reply_markup": request.keyboard,
        }
        with request.recorded():
            if request.file is not None:
                document = InputFile(request.file.content.encode(), request.file.name)
                return await self._bot.send_document(place.chat, document, caption=request.text, **how)
            return await self._bot.send_message(
                place.chat, request.text, link_preview_options=_NO_PREVIEW, **how
            )

    async def _until_free(self, chat: int, *, waits: bool) -> None:
        left = self._held.get(chat, 0.0) - time.monotonic()
        if left <= 0:
            return
        if not waits or self._waiting[chat] >= MOST_WAITING:
            raise RetryAfter(timedelta(seconds=left))
        self._waiting[chat] += 1
        try:
            # Telegram may ask for a longer pause meanwhile.
            while (left := self._held.get(chat, 0.0) - time.monotonic()) > 0:  # noqa: ASYNC110 - the time is what is waited for
                await sleep(left)
        finally:
            self._waiting -= Counter({chat: 1})  # which forgets a chat for which nothing waits


@dataclass(frozen=True, slots=True)
class _Request:
    """What is the same in all attempts to send one text.

    Attributes:
        text: The text.
        parse_mode: How Telegram reads it; `None` for plain text.
        keyboard: The buttons under it.
        file: The file whose caption it is.
        record: See `Sender.send`.
        before: How many parts of the message were sent before this one.
        waits: See `Sender.send`.
    """

    text: str
    parse_mode: str | None
    keyboard: InlineKeyboardMarkup | None
    file: OutgoingFile | None
    record: Record | None
    before: int
    waits: bool

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Record the part as sent right before its bytes are written, and as not sent after a failure."""
        record, before = self.record, self.before
        if record is None:
            yield
            return
        try:
            with before_sending(lambda: record(before + 1)):
                yield
        except TelegramError:
            record(before)
            raise
