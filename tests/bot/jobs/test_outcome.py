"""What becomes of a job after an attempt."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.jobs.file_instance import FileInstance
from bot.jobs.job import Job
from bot.jobs.outcome import JobOutcome
from bot.state.queued_job import QueuedJob
from bot.texts import LANGUAGES
from tests.bot.jobs.conftest import reply_of
from tests.bot.updates.updates import message_update

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Bot

    from bot.metrics import QuestionOutcome
    from bot.outgoing.sender import Sender
    from bot.state.state import State

ENGLISH = LANGUAGES["en"]


@pytest.fixture
def job(bot: Bot, state: State, sender: Sender, tmp_path: Path) -> Job:
    """A job whose reply was being sent."""
    update = message_update(bot)
    queued = QueuedJob(id=5, person=77, chat=77, payload=update.to_dict(), received=0.0, attempts=1)
    found = Job(queued, update, state.jobs, sender, FileInstance(tmp_path))
    found.reply = reply_of("It was the Istiqlol Tunnel.", "refused")
    return found


def _text(outcome: JobOutcome) -> str | None:
    return outcome.notice.parts[0].html if outcome.notice else None


@pytest.mark.parametrize(
    ("result", "keep"), [("answered", False), ("refused", False), ("empty", False), ("failed", True), ("stale", True)]
)  # fmt: skip
def test_a_reply_has_arrived(result: QuestionOutcome, keep: bool) -> None:
    """What says that it failed, or asks whether it is still wanted, can be followed by another attempt."""
    outcome = JobOutcome.replied(reply_of("It was the Istiqlol Tunnel.", result))
    assert outcome == JobOutcome(result=result, keep=keep)


def test_a_cancelled_job_can_be_tried_again(job: Job) -> None:
    """Its person gets a notice that it was stopped."""
    outcome = JobOutcome.cancelled(job)
    assert (outcome.result, outcome.keep, _text(outcome)) == ("stopped", True, ENGLISH.stopped)


def test_a_failed_job_can_be_tried_again(job: Job) -> None:
    """Its person gets an apology."""
    job.reply = None
    outcome = JobOutcome.failed(job)
    assert (outcome.result, outcome.keep, _text(outcome)) == ("failed", True, ENGLISH.apology)


@pytest.mark.parametrize(
    ("error", "pause", "counts"),
    [
        (RetryAfter(timedelta(seconds=7)), 7, False),
        (NetworkError("connection lost"), 30, True),
        (TimedOut(), 30, True),
        (Forbidden("bot was blocked by the user"), 2, True),
        (BadRequest("Chat not found"), 2, True),
    ],
)
def test_a_reply_that_could_not_be_sent_is_sent_later(
    job: Job,
    error: TelegramError,
    pause: float,
    counts: bool,
) -> None:
    """Nobody is notified meanwhile, and that Telegram limits a chat is no attempt."""
    outcome = JobOutcome.undelivered(job, error)
    assert outcome.ready is not None
    assert outcome.ready - time.time() == pytest.approx(pause, abs=1)
    assert outcome == JobOutcome(ready=outcome.ready, counts=counts)


@pytest.mark.parametrize("error", [BadRequest("message is too long"), TelegramError("unheard of")])
def test_a_reply_that_telegram_refuses_is_given_up(job: Job, error: TelegramError) -> None:
    """With an apology; the figures say how the question ended."""
    outcome = JobOutcome.undelivered(job, error)
    assert (outcome.ready, outcome.keep, outcome.result) == (None, False, "refused")
    assert _text(outcome) == ENGLISH.apology


@pytest.mark.parametrize(("attempts", "again"), [(1, True), (3, True), (4, False)])
def test_who_has_blocked_the_bot_is_left_alone_after_a_while(
    bot: Bot,
    job: Job,
    attempts: int,
    again: bool,
) -> None:
    """Three times they may change their mind; then the reply is dropped without an apology."""
    queued = QueuedJob(id=5, person=77, chat=77, payload={}, received=0.0, attempts=attempts)
    job.queued = queued
    outcome = JobOutcome.undelivered(job, Forbidden("bot was blocked by the user"))
    assert (outcome.ready is not None, outcome.notice) == (again, None)
