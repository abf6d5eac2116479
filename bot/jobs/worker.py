"""An attempt at a job: from the queue to its outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

from bot.jobs.halves import follows, is_full
from bot.jobs.job import Job
from bot.jobs.outcome import LOST, JobOutcome
from bot.jobs.reply import JobReply
from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.rendering import keyboard
from bot.rendering.answer import message as text_parts
from bot.state.database import ClaimLostError, JobCancelledError
from retrieval.errors import DatabaseUnreachableError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.jobs.instance import Instance
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob

_log = EventLog(__name__)

MOST_ATTEMPTS = 5
"""Attempts at a job that ends the process each time; from the third on, it is claimed alone (`bot.state.claim`)."""

JobHandler = Callable[[Job], Awaitable[JobReply]]
"""Finds the reply to a job, where it has none yet, sends it with `Job.send`, and returns it."""


class Worker:
    """Works on jobs.

    Args:
        bot: Reads the updates.
        table: The jobs.
        sender: Sends replies.
        instance: This process among those that share the queue.
        handle: Finds and sends the reply to a job.
        stale_after: Seconds after which a job is not done unasked.
    """

    def __init__(
        self,
        bot: Bot,
        table: JobTable,
        sender: Sender,
        instance: Instance,
        handle: JobHandler,
        *,
        stale_after: float,
    ) -> None:
        self._bot = bot
        self._table = table
        self._sender = sender
        self._instance = instance
        self._handle = handle
        self._stale_after = stale_after

    def read(self, queued: QueuedJob) -> Job | None:
        """The job in work; `None` where its update cannot be read."""
        try:
            update = Update.de_json(queued.payload, self._bot)
            return Job(queued, update, self._table, self._sender, self._instance)
        except Exception as error:  # noqa: BLE001 - one bad update never stops the bot
            _log.error("an update in the queue cannot be read", error=error)
            return None

    async def attempt(self, job: Job) -> JobOutcome:
        """Work on a job until its reply is sent, or cannot be.

        Raises:
            CancelledError: The attempt was cancelled.
        """
        number = job.update.update_id
        try:
            return JobOutcome.replied(await self._reply(job))
        except TelegramError as error:
            outcome = JobOutcome.undelivered(job, error)
            if outcome.ready is None:
                _log.error("answer not delivered", update=number, error=error)
            else:
                _log.warning("answer not delivered yet", update=number, error=error)
            return outcome
        except JobCancelledError:
            return JobOutcome.cancelled(job)
        except ClaimLostError:
            _log.warning("another instance has taken a question over", update=number)
            return LOST
        except DatabaseUnreachableError as error:
            _log.warning("a question waits for the state", update=number, error=error)
            return JobOutcome.postponed()
        except Exception as error:  # noqa: BLE001 - whatever breaks, the user gets an apology
            _log.error("question failed", update=number, error=error)
            return JobOutcome.failed(job)

    async def _reply(self, job: Job) -> JobReply:
        if job.seconds > self._stale_after and not job.queued.begun:
            return await _say(job, _stale(job))
        if job.reply is None and job.queued.attempts > MOST_ATTEMPTS:
            _log.error("given up", attempts=job.queued.attempts - 1, update=job.update.update_id)
            return await _say(job, _given_up(job))
        if job.reply is None:
            self._join(job)
        return await self._handle(job)

    def _join(self, job: Job) -> None:
        """Put together what Telegram's clients have cut: a message that is full, and those that follow at once."""
        if not is_full(job.message.text):
            return
        for queued in self._table.following(job.queued):
            follower = self.read(queued)
            if follower is None or follower.message.text is None or not follows(queued, job.queued):
                return
            job.more.append(follower.message.text)
            self._table.finish(queued)


async def _say(job: Job, reply: JobReply) -> JobReply:
    await job.send(reply)
    return reply


def _stale(job: Job) -> JobReply:
    """Asks whether a reply that comes late is still wanted."""
    buttons = keyboard.answer_now(job.texts, job.id)
    return JobReply(message=OutgoingMessage.of(text_parts(job.texts.stale), buttons), result="stale")


def _given_up(job: Job) -> JobReply:
    """Apologises for a job that ended the process at each attempt."""
    buttons = keyboard.retry(job.texts, job.id)
    return JobReply(message=OutgoingMessage.of(text_parts(job.texts.apology), buttons), result="failed")
