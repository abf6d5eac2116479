"""Updates as they arrive: what asks for work goes into the inbox, everything else to its handler at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import TelegramError

from bot.jobs.worker import ready_at
from bot.log import EventLog
from bot.metrics import kind_of
from bot.place import Place
from bot.texts import texts_of
from bot.ttl_set import Recent
from bot.updates.filters import asker

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message

    from bot.jobs.worker import Desk
    from bot.metrics import Metrics
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.updates.access import Guests

_log = EventLog(__name__)

_FULL_SECONDS = 0.25  # that a line which was full counts as full: a flood is not looked up message by message
_TOLD_AGAIN_SECONDS = 60.0  # between two words to one person that their questions are left out


class Reception(asyncio.Queue[object]):
    """The queue into which python-telegram-bot puts updates, from polling and from webhooks alike.

    It acknowledges an update to Telegram only when `put` has returned, and by then it is in the inbox: an update
    that was received is not lost, whatever happens to the process.

    Args:
        inbox: Where errands wait.
        guests: Who may ask.
        metrics: Counts updates.
        most: How many errands of one person may wait while another is in work.

    Attributes:
        asks: Whether an update asks for work.
    """

    def __init__(self, inbox: JobTable, guests: Guests, metrics: Metrics, *, most: int) -> None:
        super().__init__()
        self.asks: Callable[[Update], bool] = lambda _: False
        self._inbox = inbox
        self._metrics = metrics
        self._guests = guests
        self._most = most
        self._desk: Desk | None = None
        self._sender: Sender | None = None
        self._told = Recent(_TOLD_AGAIN_SECONDS)
        self._full = Recent(_FULL_SECONDS)
        self._telling: set[asyncio.Task[None]] = set()

    def open(self, desk: Desk, sender: Sender) -> None:
        """Say who works and who sends; before that, updates only wait."""
        self._desk, self._sender = desk, sender
        desk.wake()

    async def put(self, item: object) -> None:
        """Take an update in."""
        if isinstance(item, Update):
            self._metrics.update(kind_of(item))
        try:
            if isinstance(item, Update) and self._guests.may(item) and self.asks(item):
                self._take_in(item)
                return
        except Exception as error:  # noqa: BLE001 - such as a disk that is full
            # Nobody gets an answer then, but everybody is told: the handlers apologise.
            _log.error("an update cannot be kept", update=_number(item), error=error)
        await super().put(item)

    async def close(self) -> None:
        """Wait until everybody has been told what is being told."""
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _take_in(self, update: Update) -> None:
        message, person = update.effective_message, asker(update)
        if message is None or person is None:
            return
        if update.edited_message is not None:
            self._inbox.cancel_message(message.chat_id, message.message_id)
        if not self._has_room(update, person):
            self._leave_out(update, person, Place.of(message))
            return
        self._inbox.add(
            update.update_id,
            person,
            message.chat_id,
            message.message_id,
            update.to_dict(),
            written=_written(message),
            ready=ready_at(message.text),
        )
        if self._desk is not None:
            self._desk.wake()

    def _has_room(self, update: Update, person: int) -> bool:
        if person in self._full:
            return False
        if self._inbox.has_room(update.update_id, person, self._most):
            return True
        self._full.note(person)
        return False

    def _leave_out(self, update: Update, person: int, place: Place) -> None:
        """Tell somebody who asks too much, but not with every question."""
        self._metrics.question("dropped")
        if person in self._told or self._sender is None:
            return
        _log.info("questions left out", first=update.update_id)
        self._told.note(person)
        texts = texts_of(update)
        telling = asyncio.create_task(self._tell(place, texts.too_many.format(count=self._most)))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def _tell(self, place: Place, text: str) -> None:
        if self._sender is None:
            return
        try:
            await self._sender.send_text(place, text)
        except TelegramError as error:
            _log.warning("notice not delivered", error=error)


def _written(message: Message) -> float:
    """The latest time at which a message can have been written: Telegram tells whole seconds."""
    return (message.edit_date or message.date).timestamp() + 1


def _number(item: Any) -> int | None:
    return item.update_id if isinstance(item, Update) else None
