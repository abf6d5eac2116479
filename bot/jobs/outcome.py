"""What becomes of a job after an attempt."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.outgoing.message import OutgoingMessage
from bot.outgoing.retry import is_unwelcome, retry_after_seconds
from bot.rendering import keyboard
from bot.rendering.answer import message as text_parts

if TYPE_CHECKING:
    from telegram.error import TelegramError

    from bot.jobs.job import Job
    from bot.jobs.reply import JobReply
    from bot.metrics import QuestionOutcome

_RETRIED = ("failed", "stale")  # results after which the person may want another attempt
_UNWELCOME_PAUSES = (2.0, 10.0, 30.0)  # a user who has blocked the bot may change their mind; once, a mistake
_UNSENT_PAUSE = 30.0  # seconds before a reply that could not be sent is sent again
_NO_STATE_PAUSE = 1.0  # seconds before a job is begun again whose state was not reached


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOutcome:
    """What becomes of a job after an attempt: it has ended, or it is released for another attempt.

    Attributes:
        result: How the question ended, for the figures; `None` where it goes on, or was never readable.
        keep: Whether the person can have the job tried again.
        notice: What to send where no reply has arrived.
        ready: When the next attempt may begin, in seconds since 1970; `None` where the job has ended.
        counts: Whether this attempt counts against the job.
        lost: Whether another instance has the job now, so that nothing is to be recorded or said here.
    """

    result: QuestionOutcome | None = None
    keep: bool = False
    notice: OutgoingMessage | None = None
    ready: float | None = None
    counts: bool = False
    lost: bool = False

    @classmethod
    def replied(cls, reply: JobReply) -> JobOutcome:
        """The reply has arrived."""
        return cls(result=reply.result, keep=reply.result in _RETRIED)

    @classmethod
    def cancelled(cls, job: Job) -> JobOutcome:
        """The person wants no reply any more."""
        buttons = keyboard.retry(job.texts, job.id)
        return cls(
            result="stopped",
            keep=True,
            notice=OutgoingMessage.of(text_parts(job.texts.stopped), buttons),
        )

    @classmethod
    def failed(cls, job: Job) -> JobOutcome:
        """The work met an error that nobody expected."""
        buttons = keyboard.retry(job.texts, job.id)
        return cls(
            result=job.result,
            keep=True,
            notice=OutgoingMessage.of(text_parts(job.texts.apology), buttons),
        )

    @classmethod
    def postponed(cls) -> JobOutcome:
        """The state was not reached, as while its server is started anew: the job waits for it."""
        return cls(ready=time.time() + _NO_STATE_PAUSE)

    @classmethod
    def undelivered(cls, job: Job, error: TelegramError) -> JobOutcome:
        """The reply could not be sent: it is sent again later, unless that would be in vain."""
        pause = _pause(job.queued.attempts, error)
        if pause is not None:
            # That Telegram limits a chat says nothing of how welcome the reply is.
            return cls(ready=time.time() + pause, counts=not isinstance(error, RetryAfter))
        apology = None if is_unwelcome(error) else OutgoingMessage.of(text_parts(job.texts.apology))
        return cls(result=job.result, notice=apology)


UNREADABLE = JobOutcome()
"""The outcome of a job whose update cannot be read: it ends, and nobody can be notified."""

LOST = JobOutcome(lost=True)
"""The outcome of a job that another instance has taken over."""


def _pause(attempts: int, error: TelegramError) -> float | None:
    """Seconds until a reply that met this error is sent again; `None` where that would be in vain."""
    if is_unwelcome(error):
        return _UNWELCOME_PAUSES[attempts - 1] if attempts <= len(_UNWELCOME_PAUSES) else None
    if isinstance(error, RetryAfter):
        return retry_after_seconds(error)
    refused = isinstance(error, BadRequest) or not isinstance(error, NetworkError)
    return None if refused else _UNSENT_PAUSE
