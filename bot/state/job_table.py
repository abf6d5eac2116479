"""The table of jobs: it outlives the process, and all instances of a bot share it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.state.database import ClaimLostError, JobCancelledError
from bot.state.job_statements import (
    CLAIMED,
    DONE,
    FINISH,
    FINISH_AND_ERASE,
    IS_CANCELLED,
    KNOWN_AND_OPEN,
    SENDING,
    THE_SAME,
    WAITING,
    first_waiting,
)
from bot.state.queued_job import QueuedJob
from bot.state.tables import inbox

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.state.database import Database
    from bot.state.unwritten_message import UnwrittenMessage


class JobTable:
    """The jobs of a bot.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._add = database.insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])

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
            known, open_jobs = connection.execute(KNOWN_AND_OPEN, meant).one()
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
            "state": WAITING,
        }
        with self._database.autocommit() as connection:
            return connection.execute(self._add, values).rowcount > 0

    def claim(self, instance: str) -> QueuedJob | None:
        """Begin an attempt at the next job; see `bot.state.claim` for which one that is.

        Args:
            instance: Who claims it.
        """
        with self._database.autocommit() as connection:
            try:
                row = connection.execute(
                    self._database.claim, {"now": time.time(), "instance": instance}
                ).first()
            except IntegrityError:
                return None  # another instance has claimed another job of that person at the same moment
        return QueuedJob.of(row) if row else None

    def following(self, job: QueuedJob) -> list[QueuedJob]:
        """The waiting jobs of the same person in the same chat that came after a job, oldest first."""
        query = (
            select(inbox)
            .where(
                inbox.c.person == job.person,
                inbox.c.chat == job.chat,
                inbox.c.state == WAITING,
                inbox.c.id > job.id,
            )
            .order_by(inbox.c.id)
        )
        with self._database.autocommit() as connection:
            return [QueuedJob.of(row) for row in connection.execute(query)]

    def record_sending(self, job: QueuedJob, begun: int, parts: dict[str, Any] | None) -> None:
        """Record that a message of the reply is sent now.

        Args:
            job: The job as it was claimed.
            begun: How many messages have been sent, this one included.
            parts: The whole reply, as JSON types.

        Raises:
            ClaimLostError: The job is somebody else's now: nothing of its reply may be sent.
            JobCancelledError: Its person has been notified that it is cancelled: nothing of its reply may be sent.
        """
        meant = {**_same(job), "count": begun, "messages": json.dumps(parts, ensure_ascii=False)}
        with self._database.autocommit() as connection:
            if connection.execute(SENDING, meant).rowcount > 0:
                return
            cancelled = connection.execute(IS_CANCELLED, _same(job)).scalar()
        if cancelled:
            raise JobCancelledError("the job has been cancelled")
        raise ClaimLostError("another instance has taken the job over")

    def finish(self, job: QueuedJob, *, keep: bool = False) -> None:
        """End a job, unless another instance has taken it over.

        Args:
            job: The job as it was claimed.
            keep: Whether to keep the update, so that the person can have the job tried again.
        """
        with self._database.autocommit() as connection:
            connection.execute(FINISH if keep else FINISH_AND_ERASE, _same(job))

    def retry(self, job_id: int, person: int) -> bool:
        """Let a job that has ended wait anew; false where its update is gone, or it is somebody else's."""
        again = (
            update(inbox)
            .where(
                inbox.c.id == job_id,
                inbox.c.person == person,
                inbox.c.state == DONE,
                inbox.c.payload.is_not(None),
            )
            .values(
                state=WAITING,
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
        begun: int = 0,
    ) -> None:
        """Let a claimed job wait again, unless another instance has taken it over.

        Args:
            job: The job as it was claimed.
            ready: When it may be claimed at the earliest, in seconds since 1970.
            counts: Whether the attempt counts.
            parts: The reply as JSON types, where only its sending is missing.
            begun: How many messages of it have been sent.
        """
        values: dict[str, Any] = {"state": WAITING, "taken_by": None, "ready": ready}
        if not counts:
            values["attempts"] = job.attempts - 1
        if parts is not None:
            values |= {"parts": json.dumps(parts, ensure_ascii=False), "begun": begun}
        claimed = update(inbox).where(THE_SAME, inbox.c.state == CLAIMED)
        with self._database.autocommit() as connection:
            connection.execute(claimed.values(values), _same(job))

    def owners(self) -> set[str]:
        """The instances that hold claims."""
        query = select(inbox.c.taken_by).where(inbox.c.state == CLAIMED).distinct()
        with self._database.autocommit() as connection:
            return {str(owner) for (owner,) in connection.execute(query)}

    def recover(
        self, instance: str, but: Collection[int] = (), *, unwritten: UnwrittenMessage | None = None
    ) -> int:
        """Let every job wait again that an instance has claimed and does not work on; returns how many there were.

        Args:
            instance: A dead one; or one that lives, and did not get the answer to a claim.
            but: The numbers of the jobs that it does work on.
            unwritten: A message that it recorded as sent and did not write.
        """
        lost = update(inbox).where(
            inbox.c.taken_by == instance, inbox.c.state == CLAIMED, inbox.c.id.not_in(but)
        )
        with self._database.autocommit() as connection:
            if unwritten is not None:
                of_it = lost.where(inbox.c.id == unwritten.job_id, inbox.c.begun == unwritten.count)
                connection.execute(of_it.values(begun=unwritten.count - 1))
            return connection.execute(lost.values(state=WAITING, taken_by=None)).rowcount

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
        # In one statement, so that a job that is claimed meanwhile is not missed.
        cancelled = (
            update(inbox)
            .where(*meant, inbox.c.state.in_([WAITING, CLAIMED]))
            .values(
                state=case((inbox.c.state == WAITING, DONE), else_=inbox.c.state),
                stop=case((inbox.c.state == CLAIMED, True), else_=inbox.c.stop),
            )
        )
        with self._database.autocommit() as connection:
            return connection.execute(cancelled).rowcount

    def cancel_message(self, chat: int, message: int) -> None:
        """Cancel the waiting job of a message that has been edited."""
        waiting = update(inbox).where(
            inbox.c.chat == chat, inbox.c.message == message, inbox.c.state == WAITING
        )
        with self._database.autocommit() as connection:
            connection.execute(waiting.values(state=DONE, payload=None))

    def cancelled(self, instance: str) -> list[int]:
        """The numbers of the jobs in this instance's work that have been cancelled."""
        query = select(inbox.c.id).where(
            inbox.c.taken_by == instance, inbox.c.state == CLAIMED, inbox.c.stop.is_(True)
        )
        with self._database.autocommit() as connection:
            return [int(number) for (number,) in connection.execute(query)]

    def due_notices(self, older_than: float) -> list[QueuedJob]:
        """Jobs whose persons are to be notified that they wait; each is returned once.

        A person gets one notice, for their first job that waits behind another one of theirs.

        Args:
            older_than: Seconds that a job must have waited.
        """
        first = first_waiting(time.time() - older_than)
        with self._database.autocommit() as connection:
            # Not noticed: another instance may have marked it since.
            unmarked = update(inbox).where(inbox.c.id.in_(first), inbox.c.noticed.is_(False))
            marked = unmarked.values(noticed=True).returning(inbox)
            return [QueuedJob.of(row) for row in connection.execute(marked)]

    def counts(self) -> tuple[int, int]:
        """How many jobs wait, and how many are in work."""
        query = select(inbox.c.state, func.count()).where(inbox.c.state != DONE).group_by(inbox.c.state)
        with self._database.autocommit() as connection:
            found = {str(state): int(count) for state, count in connection.execute(query)}
        return found.get(WAITING, 0), found.get(CLAIMED, 0)

    def forget(self, person: int) -> None:
        """Erase what a person has written, but for jobs in work."""
        with self._database.autocommit() as connection:
            connection.execute(
                update(inbox)
                .where(inbox.c.person == person, inbox.c.state != CLAIMED)
                .values(payload=None, parts=None, state=DONE, person=0, chat=0)
            )

    def purge(self, before: float) -> None:
        """Delete jobs that have ended and were received before a time, in seconds since 1970."""
        with self._database.autocommit() as connection:
            connection.execute(delete(inbox).where(inbox.c.state == DONE, inbox.c.received < before))


def _same(job: QueuedJob) -> dict[str, Any]:
    return {"job": job.id, "owner": job.instance, "attempt": job.attempts}
