"""Updates as they arrive: jobs are stored in the queue, everything else goes to its handler at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Update

from bot.jobs.halves import ready_at
from bot.log import EventLog
from bot.metrics import kind_of
from bot.ttl_set import TtlSet
from bot.updates.filters import asker
from bot.updates.route import Route, route_of
from retrieval.errors import DatabaseUnreachableError

if TYPE_CHECKING:
    from telegram import Message

    from bot.jobs.queue import JobQueue
    from bot.metrics import Metrics
    from bot.updates.access_list import AccessList
    from bot.updates.overload_notice import OverloadNotice

_log = EventLog(__name__)

_AGAIN_SECONDS = 0.5  # between two attempts to store an update
_FULL_SECONDS = 0.25  # that a full line counts as full: a flood is not looked up message by message


class Ingress(asyncio.Queue[object]):
    """The queue into which python-telegram-bot puts updates, from polling and from webhooks alike.

    It acknowledges an update to Telegram only when `put` has returned, and by then a job is stored: an update that was
    received is not lost, whatever happens to the process.

    Args:
        jobs: Where jobs are stored.
        access: Who may ask.
        overload: Tells people that they ask too much.
        metrics: Counts updates.
        most: How many jobs of one person may wait while another is in work.
        waits: Whether `put` waits where the state is not reached, until it is; else it raises.
    """

    def __init__(
        self,
        jobs: JobQueue,
        access: AccessList,
        overload: OverloadNotice,
        metrics: Metrics,
        *,
        most: int,
        waits: bool = True,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._access = access
        self._overload = overload
        self._metrics = metrics
        self._most = most
        self._waits = waits
        self._full = TtlSet(_FULL_SECONDS)

    async def put(self, item: object) -> None:
        """Take an update in, or the sign of the library's own that there are no more.

        Raises:
            DatabaseUnreachableError: An update that asks for work cannot be stored now, and this does not wait.
        """
        if isinstance(item, Update):
            self._metrics.update(kind_of(item))
            if await self._dealt_with(item):
                return
        await super().put(item)

    async def _dealt_with(self, update: Update) -> bool:
        while True:
            try:
                return self._stored(update)
            except DatabaseUnreachableError as error:
                if not self._waits:
                    raise
                _log.warning("an update waits for the state", update=update.update_id, error=error)
                await asyncio.sleep(_AGAIN_SECONDS)

    def _stored(self, update: Update) -> bool:
        """Whether an update was dealt with as a job; all others are for the handlers."""
        try:
            if not self._access.admits(update) or route_of(update) is Route.HANDLERS:
                return False
            message, person = update.effective_message, asker(update)
            if message is not None and person is not None:
                self._store(update, message, person)
        except DatabaseUnreachableError:
            raise  # Telegram keeps the update for so long
        except Exception as error:  # noqa: BLE001 - such as a disk that is full
            # Nobody gets an answer then, but everybody gets an apology, from the handlers.
            _log.error("an update cannot be kept", update=update.update_id, error=error)
            return False
        return True

    def _store(self, update: Update, message: Message, person: int) -> None:
        if update.edited_message is not None:
            self._jobs.table.cancel_message(message.chat_id, message.message_id)
        if self._has_room(update, person):
            written = (message.edit_date or message.date).timestamp() + 1  # Telegram tells whole seconds
            self._jobs.put(update, person, written=written, ready=ready_at(message.text))
        else:
            self._metrics.question("dropped")
            self._overload.send(update, message, person)

    def _has_room(self, update: Update, person: int) -> bool:
        if person in self._full:
            return False
        if self._jobs.table.has_room(update.update_id, person, self._most):
            return True
        self._full.add(person)
        return False
