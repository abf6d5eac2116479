"""The table of jobs: it outlives the process, and all instances of a bot share it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.state.claim import CLAIM
from bot.state.queued_job import QueuedJob
from bot.state.tables import inbox

if TYPE_CHECKING:
    from bot.state.database import Database

_WAITING, _CLAIMED, _DONE = "waiting", "taken", "done"

# Statements that every question needs are built once: building takes SQLAlchemy several times as long as SQLite
# takes to execute them.
_KNOWN_AND_OPEN = select(
    exists().where(inbox.c.update_id == bindparam("update")),
    select(func.count())
    .where(inbox.c.person == bindparam("person"), inbox.c.state.in_([_WAITING, _CLAIMED]))
    .scalar_subquery(),
)
_ADD = insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])
_SENDING = (
    update(inbox)
    .where(inbox.c.id == bindparam("job"))
    .values(begun=bindparam("count"), parts=bindparam("messages"))
)
_FINISH = update(inbox).where(inbox.c.id == bindparam("job")).values(state=_DONE, parts=None)
_FINISH_AND_ERASE = _FINISH.values(payload=None)


class JobTable:
    """The jobs of a bot.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def has_room(self, update_id: int, person: int, most: int) -> bool:
        """Whether a person may add a job.  A known update is no new job and always fits.

        Writes nothing, so that somebody who sends a thousand messages keeps nobody waiting.

        Args:
            update_id: The update's number in Telegram.
            person: Who asks.
            most: How many jobs of a person may wait while another is in work.
        """
        meant = {"update": update_id, "person": person}
        with self._database.autocommit() as connection:
            known, open_jobs = connection.execute(_KNOWN_AND_OPEN, meant).one()
        return bool(known) or open_jobs <= most

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
        """Store a job.  An update that is known is not stored twice.

        Args:
            update_id: The update's number in Telegram.
            person: Who asks.
            chat: The number of the chat.
            message: The number of the message that asks.
            payload: The update as Telegram wrote it.
            written: When the message was written, in seconds since 1970: Telegram keeps for a day what it cannot
                deliver.
            ready: When the job may be claimed at the earliest, in seconds since 1970.

        Returns:
            Whether the job is new.
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
        with self._database.autocommit() as connection:
            return connection.execute(_ADD, values).rowcount > 0

    def claim(self, instance: str) -> QueuedJob | None:
        """Begin an attempt at the next job; see `bot.state.claim` for which one that is.

        Args:
            instance: Who claims it.
        """
        with self._database.autocommit() as connection:
            row = connection.execute(CLAIM, {"now": time.time(), "instance": instance}).first()
        return QueuedJob.of(row) if row else None

    def following(self, job: QueuedJob) -> list[QueuedJob]:
        """The waiting jobs of the same person in the same chat that came after a job, oldest first."""
        query = (
            select(inbox)
            .where(
                inbox.c.person == job.person,
                inbox.c.chat == job.chat,
                inbox.c.state == _WAITING,
                inbox.c.id > job.id,
            )
            .order_by(inbox.c.id)
        )
        with self._database.autocommit() as connection:
            return [QueuedJob.of(row) for row in connection.execute(query)]

    def record_sending(self, job_id: int, begun: int, parts: dict[str, Any] | None) -> None:
        """Record that a message of the reply is sent now.

        Args:
            job_id: The job's number.
            begun: How many messages have been sent, this one included.
            parts: The whole reply, as JSON types.
        """
        messages = json.dumps(parts, ensure_ascii=False)
        with self._database.autocommit() as connection:
            connection.execute(_SENDING, {"job": job_id, "count": begun, "messages": messages})

    def finish(self, job_id: int, *, keep: bool = False) -> None:
        """End a job.

        Args:
            job_id: The job's number.
            keep: Whether to keep the update, so that the person can have the job tried again.
        """
        with self._database.autocommit() as connection:
            connection.execute(_FINISH if keep else _FINISH_AND_ERASE, {"job": job_id})

    def retry(self, job_id: int, person: int) -> bool:
        """Let a job that has ended wait anew; false where its update is gone, or it is somebody else's."""
        again = (
            update(inbox)
            .where(
                inbox.c.id == job_id,
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
        with self._database.autocommit() as connection:
            return connection.execute(again).rowcount > 0

    def release(
        self,
        job: QueuedJob,
        *,
        ready: float = 0.0,
        counts: bool = False,
        parts: dict[str, Any] | None = None,
    ) -> None:
        """Let a claimed job wait again.

        Args:
            job: The job as it was claimed.
            ready: When it may be claimed at the earliest, in seconds since 1970.
            counts: Whether the attempt counts.
            parts: The reply as JSON types, where only its sending is missing.
        """
        values: dict[str, Any] = {"state": _WAITING, "taken_by": None, "ready": ready}
        if not counts:
            values["attempts"] = job.attempts - 1
        if parts is not None:
            values["parts"] = json.dumps(parts, ensure_ascii=False)
        claimed = update(inbox).where(inbox.c.id == job.id, inbox.c.state == _CLAIMED)
        with self._database.autocommit() as connection:
            connection.execute(claimed.values(values))

    def owners(self) -> set[str]:
        """The instances that hold claims."""
        query = select(inbox.c.taken_by).where(inbox.c.state == _CLAIMED).distinct()
        with self._database.autocommit() as connection:
            return {str(owner) for (owner,) in connection.execute(query)}

    def recover(self, instance: str) -> int:
        """Let every job wait again that a dead instance had claimed; returns how many there were."""
        lost = update(inbox).where(inbox.c.taken_by == instance, inbox.c.state == _CLAIMED)
        with self._database.autocommit() as connection:
            return connection.execute(lost.values(state=_WAITING, taken_by=None)).rowcount

    def cancel(self, person: int, chat: int, job_id: int | None = None) -> int:
        """Cancel what a person has asked in one chat; jobs in other chats are left alone.

        Args:
            person: Who asked.
            chat: The number of the chat.
            job_id: The number of the only job to cancel; all jobs in the chat where left out.

        Returns:
            How many jobs are cancelled.  A job in work stays in work until its instance sees `cancelled`.
        """
        meant = [inbox.c.person == person, inbox.c.chat == chat]
        if job_id is not None:
            meant.append(inbox.c.id == job_id)
        with self._database.transaction() as connection:
            waiting = connection.execute(
                update(inbox).where(*meant, inbox.c.state == _WAITING).values(state=_DONE)
            ).rowcount
            claimed = connection.execute(
                update(inbox).where(*meant, inbox.c.state == _CLAIMED).values(stop=True)
            ).rowcount
        return waiting + claimed

    def cancel_message(self, chat: int, message: int) -> None:
        """Cancel the waiting job of a message that has been edited."""
        waiting = update(inbox).where(
            inbox.c.chat == chat, inbox.c.message == message, inbox.c.state == _WAITING
        )
        with self._database.autocommit() as connection:
            connection.execute(waiting.values(state=_DONE, payload=None))

    def cancelled(self, instance: str) -> list[int]:
        """The numbers of the jobs in this instance's work that have been cancelled."""
        query = select(inbox.c.id).where(
            inbox.c.taken_by == instance, inbox.c.state == _CLAIMED, inbox.c.stop.is_(True)
        )
        with self._database.autocommit() as connection:
            return [int(number) for (number,) in connection.execute(query)]

    def due_notices(self, older_than: float) -> list[QueuedJob]:
        """Jobs whose persons are to be notified that they wait; each is returned once.

        A person gets one notice, for their first job that waits behind another one of theirs.

        Args:
            older_than: Seconds that a job must have waited.
        """
        busy, notified = inbox.alias(), inbox.alias()
        first = (
            select(func.min(inbox.c.id))
            .where(
                inbox.c.state == _WAITING,
                inbox.c.received < time.time() - older_than,
                exists().where(busy.c.person == inbox.c.person, busy.c.state == _CLAIMED),
                ~exists().where(
                    notified.c.person == inbox.c.person,
                    notified.c.noticed.is_(True),
                    notified.c.state.in_([_WAITING, _CLAIMED]),
                ),
            )
            .group_by(inbox.c.person)
        )
        with self._database.autocommit() as connection:
            marked = update(inbox).where(inbox.c.id.in_(first)).values(noticed=True).returning(inbox)
            return [QueuedJob.of(row) for row in connection.execute(marked)]

    def counts(self) -> tuple[int, int]:
        """How many jobs wait, and how many are in work."""
        query = select(inbox.c.state, func.count()).where(inbox.c.state != _DONE).group_by(inbox.c.state)
        with self._database.autocommit() as connection:
            found = {str(state): int(count) for state, count in connection.execute(query)}
        return found.get(_WAITING, 0), found.get(_CLAIMED, 0)

    def forget(self, person: int) -> None:
        """Erase what a person has written, but for jobs in work."""
        with self._database.autocommit() as connection:
            connection.execute(
                update(inbox)
                .where(inbox.c.person == person, inbox.c.state != _CLAIMED)
                .values(payload=None, parts=None, state=_DONE, person=0, chat=0)
            )

    def purge(self, before: float) -> None:
        """Delete jobs that have ended and were received before a time, in seconds since 1970."""
        with self._database.autocommit() as connection:
            connection.execute(delete(inbox).where(inbox.c.state == _DONE, inbox.c.received < before))
