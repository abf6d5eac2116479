"""A notice to people who ask more than may wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.log import EventLog
from bot.place import Place
from bot.texts import texts_of
from bot.ttl_set import TtlSet

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.outgoing.sender import Sender

_log = EventLog(__name__)

_AGAIN_SECONDS = 60.0  # between two notices to one person


class OverloadNotice:
    """Tells people that their questions are left out, but not with every question.

    Args:
        sender: Sends the notices.
        most: How many questions of a person may wait.
    """

    def __init__(self, sender: Sender, most: int) -> None:
        self._sender = sender
        self._most = most
        self._notified = TtlSet(_AGAIN_SECONDS)
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, update: Update, message: Message, person: int) -> None:
        """Notify a person, unless that was done lately; does not wait for it."""
        if person in self._notified:
            return
        _log.info("questions left out", first=update.update_id)
        self._notified.add(person)
        text = texts_of(update).too_many.format(count=self._most)
        task = asyncio.create_task(self._send(Place.of(message), text))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def finish(self) -> None:
        """Wait until every notice is sent."""
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _send(self, place: Place, text: str) -> None:
        try:
            await self._sender.send_text(place, text)
        except TelegramError as error:
            _log.warning("notice not delivered", error=error)
