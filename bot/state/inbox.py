"""Questions that have arrived and are not answered yet; they outlive the process."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.state.tables import inbox

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.sql.dml import ReturningUpdate

    from bot.state.database import Database

_WAITING, _TAKEN, _DONE = "waiting", "taken", "done"
_UNSUSPECTED = 2  # ends of a process at which an update may have been in work by chance

# What each question needs is put together once: SQLAlchemy takes several times as long for that as SQLite for the work.
_KNOWN_AND_OPEN = select(
    exists().where(inbox.c.update_id == bindparam("update")),
    select(func.count())
    .where(inbox.c.person == bindparam("person"), inbox.c.state.in_([_WAITING, _TAKEN]))
    .scalar_subquery(),
)
_KEEP = insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])
_SENDING = (
    update(inbox)
    .where(inbox.c.id == bindparam("errand"))
    .values(begun=bindparam("count"), parts=bindparam("messages"))
)
_DEALT_WITH = update(inbox).where(inbox.c.id == bindparam("errand")).values(state=_DONE, parts=None)
_DEALT_WITH_FOR_GOOD = _DEALT_WITH.values(payload=None)


def _taking() -> ReturningUpdate[Any]:
    other = inbox.alias()
    before = and_(other.c.state == _WAITING, other.c.id < inbox.c.id)
    busy = exists().where(other.c.person == inbox.c.person, or_(other.c.state == _TAKEN, before))
    watched = inbox.alias()
    watching = exists().where(
        watched.c.state == _TAKEN, watched.c.attempts > _UNSUSPECTED, watched.c.parts.is_(None)
    )
    suspected = and_(inbox.c.attempts >= _UNSUSPECTED, inbox.c.parts.is_(None))
    oldest = (
        select(inbox.c.id)
        .where(inbox.c.state == _WAITING, inbox.c.ready <= bindparam("now"), ~busy)
        .where(~and_(suspected, watching))
        .order_by(case((suspected, inbox.c.attempts), else_=0), inbox.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        update(inbox)
        .where(inbox.c.id == oldest)
        .values(state=_TAKEN, taken_by=bindparam("instance"), attempts=inbox.c.attempts + 1)
        .returning(inbox)
    )


_TAKE = _taking()


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """An update that asks for work, as it lies in the inbox.

    Attributes:
        id: Its number in the inbox.
        person: Who asks.
        chat: Where.
        payload: The update, as Telegram wrote it.
        received: When it was written as far as that is known, else when it arrived, in seconds since 1970.
        attempts: How often somebody has begun to work on it, this time included.
        parts: The messages of its answer, where they were being sent when a process ended; else `None`.
        begun: How many of them were put on the wire.
    """

    id: int
    person: int
    chat: int
    payload: dict[str, Any]
    received: float
    attempts: int = 0
    parts: Any = None
    begun: int = 0


class InboxTable:
    """The inbox of a bot, shared by all of its instances.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def has_room(self, update_id: int, person: int, most: int) -> bool:
        """Whether to keep an update: few of its person's wait or are in work, or it is known and costs nothing.

        It writes nothing, so that whoever sends a thousand messages keeps nobody waiting.

        Args:
            update_id: Its number in Telegram.
            person: Who asks.
            most: How many of a person may wait while another is in work.
        """
        meant = {"update": update_id, "person": person}
        with self._database.reading() as connection:
            known, open_ones = connection.execute(_KNOWN_AND_OPEN, meant).one()
        return bool(known) or open_ones <= most

    def add(
        self,
        update_id: int,
        person: int,
        chat: int,
        message: int,
        payload: dict[str, Any],
        *,
        written: float | None = None,
        ready: float = 0.0,
    ) -> bool:
        """Keep an update until it is answered; one that is known already is not kept twice.

        Args:
            update_id: Its number in Telegram.
            person: Who asks.
            chat: Where.
            message: The number of the message that asks.
            payload: The update as Telegram wrote it.
            written: When somebody wrote it, in seconds since 1970: Telegram keeps for a day what it cannot deliver.
            ready: Not to be worked on before this time, in seconds since 1970.

        Returns:
            Whether it is new.
        """
        now = time.time()
        values = {
            "update_id": update_id,
            "person": person,
            "chat": chat,
            "message": message,
            "payload": json.dumps(payload, ensure_ascii=False),
            # A clock that is behind makes nothing come from the future.
            "received": now if written is None else min(now, written),
            "ready": ready,
            "state": _WAITING,
        }
        with self._database.reading() as connection:
            return connection.execute(_KEEP, values).rowcount > 0

    def take(self, instance: str) -> Errand | None:
        """Begin to work on the oldest update of somebody of whom none is in work.

        What was in work at two ends of a process is suspected of having caused them: one of such is taken at a time,
        the least suspected first, so that what ends the process does not drag along what only lay beside it.

        Args:
            instance: Who takes it.
        """
        with self._database.reading() as connection:
            row = connection.execute(_TAKE, {"now": time.time(), "instance": instance}).first()
        return _errand(row) if row else None

    def following(self, errand: Errand) -> list[Errand]:
        """What the same person has written in the same chat since, and waits; none of it is in work."""
        query = (
            select(inbox)
            .where(
                inbox.c.person == errand.person,
                inbox.c.chat == errand.chat,
                inbox.c.state == _WAITING,
                inbox.c.id > errand.id,
            )
            .order_by(inbox.c.id)
        )
        with self._database.reading() as connection:
            return [_errand(row) for row in connection.execute(query)]

    def sending(self, errand_id: int, begun: int, parts: Any) -> None:
        """Note that a message of the answer goes onto the wire now.

        Args:
            errand_id: Its number in the inbox.
            begun: How many messages have been put on the wire, this one included.
            parts: All messages of the answer, as JSON types.
        """
        messages = json.dumps(parts, ensure_ascii=False)
        with self._database.reading() as connection:
            connection.execute(_SENDING, {"errand": errand_id, "count": begun, "messages": messages})

    def done(self, errand_id: int, *, keep: bool = False) -> None:
        """Note that an update is dealt with.

        Args:
            errand_id: Its number in the inbox.
            keep: Whether it may be tried again, at its person's wish.
        """
        with self._database.reading() as connection:
            connection.execute(_DEALT_WITH if keep else _DEALT_WITH_FOR_GOOD, {"errand": errand_id})

    def again(self, errand_id: int, person: int) -> bool:
        """Let an update that was given up wait anew; false where it is not there, or somebody else's."""
        anew = (
            update(inbox)
            .where(
                inbox.c.id == errand_id,
                inbox.c.person == person,
                inbox.c.state == _DONE,
                inbox.c.payload.is_not(None),
            )
            .values(
                state=_WAITING,
                attempts=0,
                begun=0,
                stop=False,
                noticed=False,
                taken_by=None,
                received=time.time(),
            )
        )
        with self._database.reading() as connection:
            return connection.execute(anew).rowcount > 0

    def give_back(
        self, errand: Errand, *, ready: float = 0.0, counts: bool = False, parts: Any = None
    ) -> None:
        """Let an update wait again that was taken and is not finished.

        Args:
            errand: What was taken.
            ready: Not to be worked on before this time, in seconds since 1970.
            counts: Whether the attempt counts as one.
            parts: The messages of its answer, as JSON types, where only their sending is missing.
        """
        values: dict[str, Any] = {"state": _WAITING, "taken_by": None, "ready": ready}
        if not counts:
            values["attempts"] = errand.attempts - 1
        if parts is not None:
            values["parts"] = json.dumps(parts, ensure_ascii=False)
        back = update(inbox).where(inbox.c.id == errand.id, inbox.c.state == _TAKEN)
        with self._database.reading() as connection:
            connection.execute(back.values(values))

    def owners(self) -> set[str]:
        """The instances that have taken updates and have not finished them."""
        query = select(inbox.c.taken_by).where(inbox.c.state == _TAKEN).distinct()
        with self._database.reading() as connection:
            return {str(owner) for (owner,) in connection.execute(query)}

    def recover(self, instance: str) -> int:
        """Let everything wait again that an instance had taken, which is no more; tells how much that was."""
        lost = update(inbox).where(inbox.c.taken_by == instance, inbox.c.state == _TAKEN)
        with self._database.reading() as connection:
            return connection.execute(lost.values(state=_WAITING, taken_by=None)).rowcount

    def stop(self, person: int, chat: int, errand_id: int | None = None) -> int:
        """Note that somebody wants no answer to what they asked in a chat.

        Args:
            person: Who.
            chat: Where.
            errand_id: Which of it; all of it where left out.

        Returns:
            How many updates that concerns.  Those in work stay in work until their instance has given them up.
        """
        meant = [inbox.c.person == person, inbox.c.chat == chat]
        if errand_id is not None:
            meant.append(inbox.c.id == errand_id)
        with self._database.writing() as connection:
            waiting = connection.execute(
                update(inbox).where(*meant, inbox.c.state == _WAITING).values(state=_DONE)
            ).rowcount
            taken = connection.execute(
                update(inbox).where(*meant, inbox.c.state == _TAKEN).values(stop=True)
            ).rowcount
        return waiting + taken

    def supersede(self, chat: int, message: int) -> None:
        """Drop what a message asked, where it still waits: it has been edited."""
        waiting = update(inbox).where(
            inbox.c.chat == chat, inbox.c.message == message, inbox.c.state == _WAITING
        )
        with self._database.reading() as connection:
            connection.execute(waiting.values(state=_DONE, payload=None))

    def stopped(self, instance: str) -> list[int]:
        """The numbers of the updates in this instance's work to which nobody wants an answer any more."""
        query = select(inbox.c.id).where(
            inbox.c.taken_by == instance, inbox.c.state == _TAKEN, inbox.c.stop.is_(True)
        )
        with self._database.reading() as connection:
            return [int(number) for (number,) in connection.execute(query)]

    def unnoticed(self, older_than: float) -> list[Errand]:
        """The first waiting update of each person who waits, behind another one of theirs, and was not told.

        Args:
            older_than: Seconds that it must have waited.

        Returns:
            These, marked as told.
        """
        busy, told = inbox.alias(), inbox.alias()
        first = (
            select(func.min(inbox.c.id))
            .where(
                inbox.c.state == _WAITING,
                inbox.c.received < time.time() - older_than,
                exists().where(busy.c.person == inbox.c.person, busy.c.state == _TAKEN),
                ~exists().where(
                    told.c.person == inbox.c.person,
                    told.c.noticed.is_(True),
                    told.c.state.in_([_WAITING, _TAKEN]),
                ),
            )
            .group_by(inbox.c.person)
        )
        with self._database.reading() as connection:
            marked = update(inbox).where(inbox.c.id.in_(first)).values(noticed=True).returning(inbox)
            return [_errand(row) for row in connection.execute(marked)]

    def counts(self) -> tuple[int, int]:
        """How many updates wait, and how many are in work."""
        query = select(inbox.c.state, func.count()).where(inbox.c.state != _DONE).group_by(inbox.c.state)
        with self._database.reading() as connection:
            found = {str(state): int(count) for state, count in connection.execute(query)}
        return found.get(_WAITING, 0), found.get(_TAKEN, 0)

    def forget(self, person: int) -> None:
        """Delete what a person has written, but for what is in work now."""
        with self._database.reading() as connection:
            connection.execute(
                update(inbox)
                .where(inbox.c.person == person, inbox.c.state != _TAKEN)
                .values(payload=None, parts=None, state=_DONE, person=0, chat=0)
            )

    def purge(self, before: float) -> None:
        """Delete what was dealt with, and arrived before a time."""
        with self._database.reading() as connection:
            connection.execute(delete(inbox).where(inbox.c.state == _DONE, inbox.c.received < before))


def _errand(row: Row[Any]) -> Errand:
    return Errand(
        id=row.id,
        person=row.person,
        chat=row.chat,
        payload=json.loads(row.payload),
        received=row.received,
        attempts=row.attempts,
        parts=json.loads(row.parts) if row.parts else None,
        begun=row.begun,
    )
