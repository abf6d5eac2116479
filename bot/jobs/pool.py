"""The worker pool: as many jobs in work at once as there are slots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.jobs.outcome import UNREADABLE, JobOutcome
from bot.jobs.queue import POLL_SECONDS
from bot.jobs.waiting_notices import WaitingNotices
from bot.log import EventLog
from bot.periodic_task import PeriodicTask
from retrieval.errors import DatabaseUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.fairness import FairScheduler
    from bot.jobs.instance import Instance
    from bot.jobs.job import Job
    from bot.jobs.queue import JobQueue
    from bot.jobs.worker import Worker
    from bot.metrics import Metrics
    from bot.outgoing.message import OutgoingMessage
    from bot.outgoing.sender import Sender
    from bot.state.queued_job import QueuedJob

_log = EventLog(__name__)

_AGAIN_SECONDS = 0.5  # between two attempts to record what has become of a job


class WorkerPool:
    """Claims jobs, has them worked on, and records what becomes of each.

    Args:
        queue: The jobs.
        instance: This process among those that share the queue.
        worker: Works on a job.
        sender: Sends notices.
        metrics: Counts what happens.
        scheduler: Says when a job that was claimed may begin.
        slots: How many jobs are in work at once.
    """

    def __init__(
        self,
        queue: JobQueue,
        instance: Instance,
        worker: Worker,
        sender: Sender,
        metrics: Metrics,
        *,
        scheduler: FairScheduler,
        slots: int,
    ) -> None:
        self._queue = queue
        self._table = queue.table
        self._instance = instance
        self._worker = worker
        self._scheduler = scheduler
        self._sender = sender
        self._metrics = metrics
        self._slots = asyncio.Semaphore(slots)
        self._jobs: dict[int, asyncio.Task[None]] = {}
        self._cancelled: set[int] = set()  # jobs that are cancelled at their person's wish
        self._claiming: asyncio.Task[None] | None = None
        self._notices = WaitingNotices(queue.table, worker, sender)
        self._housekeeping = PeriodicTask(self._keep_house, POLL_SECONDS, "the queue is not looked after")

    @property
    def in_work(self) -> int:
        """How many jobs this instance has in work."""
        return len(self._jobs)

    async def start(self) -> None:
        """Begin to work, with what dead instances have left behind first."""
        self._instance.start()
        self._instance.recover(self._table)
        self._claiming = asyncio.create_task(self._keep_claiming())
        self._housekeeping.start()

    def halt(self) -> None:
        """Claim nothing more; jobs in work go on.  Does nothing where the pool was never started."""
        if self._claiming is not None:
            self._claiming.cancel()

    async def drain(self, grace: float = 30.0) -> None:
        """Finish the jobs in work; what takes longer, and what waits, is left to the next start.

        Does nothing where the pool was never started.

        Args:
            grace: Seconds to finish in.
        """
        if self._claiming is None:
            return
        self.halt()
        await asyncio.gather(
            self._claiming, self._notices.stop(), self._housekeeping.stop(), return_exceptions=True
        )
        if self._jobs:
            _, late = await asyncio.wait(self._jobs.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._instance.stop()

    def cancel(self, person: int, chat: int, job_id: int | None = None) -> int:
        """Cancel what a person has asked in a chat, or one job of it; returns how many jobs that were."""
        count = self._table.cancel(person, chat, job_id)
        self._cancel_tasks()
        return count

    async def _keep_claiming(self) -> None:
        while True:
            await self._slots.acquire()
            job = await self._queue.claim()
            self._jobs[job.id] = task = asyncio.create_task(self._run(job))
            task.add_done_callback(lambda _, each=job: self._ended(each))  # type: ignore[misc]

    def _ended(self, job: QueuedJob) -> None:
        self._jobs.pop(job.id, None)
        self._cancelled.discard(job.id)
        self._scheduler.ended(job)
        self._slots.release()
        self._queue.wake()  # the next job of the same person may begin

    async def _run(self, queued: QueuedJob) -> None:
        job = self._worker.read(queued)
        if job is None:
            await self._settle(queued, None, UNREADABLE)
            return
        try:
            await self._scheduler.turn(queued)
            outcome = await self._worker.attempt(job)
        except asyncio.CancelledError:
            if queued.id not in self._cancelled:  # the process ends
                self._table.release(queued, parts=_parts(job), begun=job.begun)
                raise
            outcome = JobOutcome.cancelled(job)
        await self._settle(queued, job, outcome)

    async def _settle(self, queued: QueuedJob, job: Job | None, outcome: JobOutcome) -> None:
        """Record what becomes of a job, and tell whom it concerns."""
        if outcome.lost:
            return
        await self._until_recorded(lambda: self._record(queued, job, outcome))
        if outcome.ready is not None:
            return
        if job is not None and outcome.notice is not None:
            await self._send_notice(job, outcome.notice)
        if job is not None and outcome.result is not None:
            self._metrics.question(outcome.result, job.seconds)

    def _record(self, queued: QueuedJob, job: Job | None, outcome: JobOutcome) -> None:
        if outcome.ready is None:
            self._table.finish(queued, keep=outcome.keep)
            return
        parts, begun = _parts(job), job.begun if job is not None else 0
        self._queue.release(queued, ready=outcome.ready, counts=outcome.counts, parts=parts, begun=begun)

    async def _until_recorded(self, record: Callable[[], None]) -> None:
        """Record what has become of a job as soon as the state is reached: it would wait for ever, or be done twice."""
        while True:
            try:
                record()
            except DatabaseUnreachableError:
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                return

    async def _send_notice(self, job: Job, notice: OutgoingMessage) -> None:
        try:
            await self._sender.send(job.place, notice)
        except TelegramError as error:
            _log.warning("notice not delivered", update=job.update.update_id, error=error)

    async def _keep_house(self) -> None:
        self._cancel_tasks()
        if self._queue.in_doubt:
            self._table.recover(self._instance.id, but=self._jobs)
            self._queue.in_doubt = False
        if self._instance.recover(self._table):
            self._queue.wake()
        waiting, in_work = self._table.counts()
        self._metrics.queue(waiting=waiting, in_flight=in_work)
        self._notices.send_due()

    def _cancel_tasks(self) -> None:
        """Cancel the tasks of jobs that were cancelled, in whichever instance that was said."""
        for number in self._table.cancelled(self._instance.id) if self._jobs else ():
            if number in self._jobs and number not in self._cancelled:
                self._cancelled.add(number)
                self._jobs[number].cancel()


def _parts(job: Job | None) -> dict[str, object] | None:
    """What the queue keeps of a reply that is not sent to its end."""
    return job.reply.to_json() if job is not None and job.reply is not None else None
