"""The queue as one process sees it: its workers wake as soon as there is something to do."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.jobs.queue import JobQueue
from tests.bot.updates.updates import message_update

if TYPE_CHECKING:
    from telegram import Bot

    from bot.state.queued_job import QueuedJob
    from bot.state.state import State


@pytest.fixture
def queue(state: State, monkeypatch: pytest.MonkeyPatch) -> JobQueue:
    """An empty queue that does not look by itself as long as a test takes."""
    monkeypatch.setattr("bot.jobs.queue.POLL_SECONDS", 60)
    return JobQueue(state.jobs, "one")


async def _claim(queue: JobQueue) -> asyncio.Task[QueuedJob]:
    """A claim that waits, because there is no job yet."""
    claiming = asyncio.create_task(queue.claim())
    await asyncio.sleep(0.01)
    assert not claiming.done()
    return claiming


async def test_a_job_wakes_who_waits_for_one(queue: JobQueue, bot: Bot) -> None:
    """It is claimed at once, and holds the update and when it was written."""
    claiming = await _claim(queue)
    update = message_update(bot, "Which tunnel?")
    written = time.time() - 60
    assert queue.put(update, 77, written=written)
    claimed = await asyncio.wait_for(claiming, 10)
    assert (claimed.person, claimed.chat, claimed.received) == (77, 77, written)
    assert claimed.payload == update.to_dict()
    assert not queue.put(update, 77, written=written), "a known update is no new job"


async def test_a_job_that_is_tried_again_wakes_who_waits(queue: JobQueue, bot: Bot) -> None:
    """As soon as its person wants it; nobody else can."""
    queue.put(message_update(bot), 77, written=time.time())
    first = await queue.claim()
    queue.table.finish(first, keep=True)
    claiming = await _claim(queue)
    assert not queue.retry(first.id, 78)
    assert queue.retry(first.id, 77)
    assert (await asyncio.wait_for(claiming, 10)).id == first.id


async def test_a_released_job_wakes_who_waits_when_it_is_ready(queue: JobQueue, bot: Bot) -> None:
    """Not before; with its reply, and with its attempts where they count."""
    queue.put(message_update(bot), 77, written=time.time())
    first = await queue.claim()
    ready = time.time() + 0.05
    queue.release(first, ready=ready, counts=True, parts={"letters": []})
    again = await asyncio.wait_for(queue.claim(), 10)
    assert time.time() >= ready
    assert (again.attempts, again.parts) == (2, {"letters": []})


async def test_a_state_that_cannot_be_read_is_looked_at_again(
    queue: JobQueue, bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The next look may succeed."""
    monkeypatch.setattr("bot.jobs.queue.POLL_SECONDS", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr(queue.table, "claim", _failing)
        claiming = await _claim(queue)
    update = message_update(bot)
    queue.put(update, 77, written=time.time())
    assert (await asyncio.wait_for(claiming, 10)).payload == update.to_dict()
    assert "the queue cannot be read" in caplog.text


def _failing(_: str) -> QueuedJob:
    raise OSError(5, "Input/output error")
