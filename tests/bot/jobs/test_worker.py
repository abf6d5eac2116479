"""An attempt at a job: what is replied, and what becomes of the job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.jobs.worker import MOST_ATTEMPTS
from bot.state.database import JobCancelledError
from bot.texts import LANGUAGES
from tests.bot.jobs.conftest import JobsUnderTest, reply_of
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from bot.jobs.job import Job
    from bot.metrics import QuestionOutcome

ENGLISH = LANGUAGES["en"]
FULL = ("Which tunnel " * 400)[:4090].strip()


def _claimed(jobs: JobsUnderTest) -> Job:
    queued = jobs.table.claim(jobs.instance.id)
    assert queued is not None
    job = jobs.worker.read(queued)
    assert job is not None
    return job


async def test_a_stale_question_is_not_answered_unasked(jobs: JobsUnderTest) -> None:
    """The person is asked whether the answer is still wanted, and has it with one press."""
    jobs.ask("Which tunnel?", seconds_ago=3600)
    job = _claimed(jobs)
    outcome = await jobs.worker.attempt(job)
    assert (outcome.result, outcome.keep) == ("stale", True)
    assert (jobs.said, jobs.handler.begun) == ([ENGLISH.stale], [])
    assert buttons(jobs.server.sent[-1])[0]["callback_data"] == f"retry:{job.id}"
    jobs.table.finish(job.queued, keep=outcome.keep)
    assert jobs.queue.retry(job.id, 77)
    await jobs.worker.attempt(_claimed(jobs))
    assert jobs.said[-1] == "Re: Which tunnel?"


async def test_a_reply_that_has_begun_goes_on_however_late(jobs: JobsUnderTest) -> None:
    """One half of an answer is worse than a late one."""
    jobs.ask("Which tunnel?", seconds_ago=3600)
    queued = jobs.table.claim("dead")
    assert queued is not None
    long = reply_of("One. " * 1000 + "Two.")
    assert len(long.message.parts) == 2
    jobs.table.record_sending(queued, 1, long.to_json())
    jobs.table.recover("dead")
    outcome = await jobs.worker.attempt(_claimed(jobs))
    assert outcome.result == "answered"
    assert [text[-4:] for text in jobs.said] == ["Two."]
    assert jobs.handler.begun == []


async def test_what_was_stopped_elsewhere_is_not_sent(jobs: JobsUnderTest) -> None:
    """The record of the sending says so, before this instance has looked; the person can have it tried again."""
    jobs.ask("Which tunnel?")
    jobs.handler.errors["Which tunnel?"] = JobCancelledError("the job has been cancelled")
    outcome = await jobs.worker.attempt(_claimed(jobs))
    assert (outcome.result, outcome.keep) == ("stopped", True)
    assert outcome.notice is not None
    assert outcome.notice.parts[0].html == ENGLISH.stopped


async def test_what_kills_the_process_each_time_is_given_up(jobs: JobsUnderTest) -> None:
    """After five attempts its person gets an apology, and can have it tried again."""
    jobs.ask("Which tunnel?")
    for _ in range(MOST_ATTEMPTS):
        assert jobs.table.claim("dead") is not None
        jobs.table.recover("dead")
    outcome = await jobs.worker.attempt(_claimed(jobs))
    assert (outcome.result, outcome.keep) == ("failed", True)
    assert (jobs.said, jobs.handler.begun) == ([ENGLISH.apology], [])


@pytest.mark.parametrize("result", ["failed", "stale"])
async def test_what_says_why_not_is_not_said_again_after_a_crash(
    jobs: JobsUnderTest, result: QuestionOutcome
) -> None:
    """It was on the wire when the process ended; the button under it works all the same."""
    jobs.ask("Which tunnel?")
    queued = jobs.table.claim("dead")
    assert queued is not None
    jobs.table.record_sending(queued, 1, reply_of("Sorry.", result).to_json())
    jobs.table.recover("dead")
    again = _claimed(jobs)
    outcome = await jobs.worker.attempt(again)
    assert (outcome.result, outcome.keep) == (result, True)
    assert (jobs.said, jobs.handler.begun) == ([], [])
    jobs.table.finish(again.queued, keep=outcome.keep)
    assert jobs.queue.retry(queued.id, 77)
    await jobs.worker.attempt(_claimed(jobs))
    assert jobs.said == ["Re: Which tunnel?"]


async def test_a_question_that_telegram_cut_is_one(jobs: JobsUnderTest) -> None:
    """A message of full length is joined with what follows at once, and that is dealt with then."""
    jobs.ask(FULL)
    jobs.ask("is meant?")
    await jobs.worker.attempt(_claimed(jobs))
    assert jobs.handler.begun == [f"{FULL} is meant?"]
    assert jobs.table.counts() == (0, 1)


@pytest.mark.parametrize(("first", "seconds_ago"), [("Which tunnel?", 0), (FULL, 60)])
async def test_other_questions_are_not_joined(jobs: JobsUnderTest, first: str, seconds_ago: float) -> None:
    """One that is not full, and one that somebody follows up a minute later."""
    jobs.ask(first, seconds_ago=seconds_ago)
    jobs.ask("And when?")
    await jobs.worker.attempt(_claimed(jobs))
    assert jobs.handler.begun == [first]
    assert jobs.table.counts() == (1, 1)


async def test_a_reply_that_is_known_is_only_sent(jobs: JobsUnderTest) -> None:
    """It was found in an earlier attempt, and the chat was limited then."""
    jobs.server.faults.append({"method": "sendMessage", "status": 429, "retry_after": 0.05})
    jobs.ask("Which tunnel?")
    job = _claimed(jobs)
    outcome = await jobs.worker.attempt(job)
    assert outcome.ready is not None
    assert job.reply is not None
    jobs.queue.release(job.queued, ready=0, counts=False, parts=job.reply.to_json())
    await jobs.until(lambda: not jobs.server.faults)
    jobs.worker._sender._held.clear()  # its time is over
    assert (await jobs.worker.attempt(_claimed(jobs))).result == "answered"
    assert (jobs.said, jobs.handler.begun) == (["Re: Which tunnel?"], ["Which tunnel?"])
