"""A job in work: what it reads from the queue, and what it records there."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from telegram import Update

from bot.jobs.job import Job
from bot.state.queued_job import QueuedJob
from tests.bot.jobs.conftest import reply_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from telegram import Bot

    from bot.outgoing.sender import Sender
    from bot.state.state import State
    from tests.bot.jobs.conftest import JobsUnderTest

LONG = reply_of("One. " * 1000 + "Two.", "refused")


async def test_a_send_is_recorded_before_its_bytes_are_written(
    jobs: JobsUnderTest, bot: Bot, state: State, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each part the queue knows how many have gone out, and the whole reply."""
    jobs.ask("Which tunnel?")
    queued = jobs.table.claim("one")
    assert queued is not None
    recorded: list[tuple[int, int]] = []

    def record(job: QueuedJob, begun: int, parts: object) -> None:
        assert (job, parts) == (queued, LONG.to_json())
        recorded.append((begun, len(jobs.server.sent)))

    monkeypatch.setattr(state.jobs, "record_sending", record)
    monkeypatch.setattr("bot.outgoing.sender.before_sending", _at_once)
    job = Job(queued, Update.de_json(queued.payload, bot), state.jobs, sender, jobs.instance)
    assert (job.reply, job.result) == (None, "failed")
    sent = await job.send(LONG)
    assert sent is not None
    assert (job.reply, job.result) == (LONG, "refused")
    assert recorded == [(1, 0), (2, 1)]


@contextlib.contextmanager
def _at_once(hook: Callable[[], None]) -> Iterator[None]:
    """Stands for a connection that is about to write the bytes."""
    hook()
    yield


async def test_what_is_recorded_is_marked_until_it_is_written(
    jobs: JobsUnderTest, bot: Bot, state: State, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part while the queue records it, and that it was not sent is not."""
    jobs.ask("Which tunnel?")
    queued = jobs.table.claim("one")
    assert queued is not None
    marks: list[tuple[int, bool]] = []
    marked: list[int] = []

    @contextlib.contextmanager
    def marking(job_id: int, count: int) -> Iterator[None]:
        assert job_id == queued.id
        marked.append(count)
        yield
        marked.clear()

    monkeypatch.setattr(jobs.instance, "marking", marking)
    monkeypatch.setattr(
        state.jobs, "record_sending", lambda _, count, __: marks.append((count, count in marked))
    )
    monkeypatch.setattr("bot.outgoing.sender.before_sending", _at_once)
    job = Job(queued, Update.de_json(queued.payload, bot), state.jobs, sender, jobs.instance)
    await job.send(LONG)
    job._record(1, {})
    assert marks.pop() == (1, False)
    assert marks == [(1, True), (2, True)]


async def test_an_update_without_a_message_is_no_job(
    jobs: JobsUnderTest, state: State, sender: Sender
) -> None:
    """There is nobody to reply to."""
    queued = QueuedJob(id=1, person=7, chat=7, payload={"update_id": 5}, received=0.0)
    with pytest.raises(TypeError, match="update 5 holds no message"):
        Job(queued, Update(5), state.jobs, sender, jobs.instance)


async def test_a_reply_that_was_kept_is_read(
    jobs: JobsUnderTest, bot: Bot, state: State, sender: Sender
) -> None:
    """With how the question ends; one that an older bot has kept was answered."""
    jobs.ask("Which tunnel?")
    queued = jobs.table.claim("one")
    assert queued is not None
    jobs.queue.release(queued, ready=0, counts=True, parts=LONG.to_json())
    again = jobs.table.claim("one")
    assert again is not None
    update = Update.de_json(again.payload, bot)
    assert Job(again, update, state.jobs, sender, jobs.instance).reply == LONG
    older = {name: fact for name, fact in LONG.to_json().items() if name != "outcome"}
    kept = QueuedJob(id=1, person=7, chat=7, payload=again.payload, received=0.0, parts=older)
    assert Job(kept, update, state.jobs, sender, jobs.instance).result == "answered"
