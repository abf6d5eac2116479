"""Who asks one thing goes before who asks many."""

from __future__ import annotations

import asyncio
import time

from bot.jobs.fairness import FairScheduler
from bot.state.queued_job import QueuedJob


def _job(number: int, person: int) -> QueuedJob:
    return QueuedJob(
        id=number,
        person=person,
        chat=person,
        payload={},
        received=time.time(),
        attempts=1,
        parts=None,
        begun=0,
    )


async def test_a_queued_question_waits_for_the_only_one_of_another() -> None:
    """It begins when that one is done, and not before."""
    scheduler = FairScheduler(most=4, longest=60)
    first, queued = _job(1, 7), _job(2, 7)
    await scheduler.turn(first)
    scheduler.ended(first)
    only = _job(3, 8)
    await scheduler.turn(only)
    waiting = asyncio.create_task(scheduler.turn(queued))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    scheduler.ended(only)
    await asyncio.wait_for(waiting, 10)


async def test_it_does_not_wait_for_ever() -> None:
    """However many others ask, it gets its turn."""
    scheduler = FairScheduler(most=4, longest=0.01)
    first, queued = _job(1, 7), _job(2, 7)
    scheduler.ended(first)
    await scheduler.turn(_job(3, 8))
    await asyncio.wait_for(scheduler.turn(queued), 10)


async def test_queued_questions_do_not_wait_for_each_other() -> None:
    """Where everybody has asked much, nobody gives way."""
    scheduler = FairScheduler(most=4, longest=60)
    queued = [_job(number, number) for number in (1, 2)]
    for person in (1, 2):
        scheduler.ended(_job(10 + person, person))
    await asyncio.wait_for(asyncio.gather(*map(scheduler.turn, queued)), 10)


async def test_those_who_turn_leave_places() -> None:
    """Beyond so many, they go on at once."""
    scheduler = FairScheduler(most=1, longest=60)
    queued = [_job(number, number) for number in (1, 2)]
    for person in (1, 2):
        scheduler.ended(_job(10 + person, person))
    await scheduler.turn(_job(3, 8))
    waiting = asyncio.create_task(scheduler.turn(queued[0]))
    await asyncio.sleep(0)
    await asyncio.wait_for(scheduler.turn(queued[1]), 10)
    assert not waiting.done()
    waiting.cancel()


async def test_a_question_after_the_answer_is_no_queued_one() -> None:
    """Who asks again having read the answer gives way to nobody."""
    scheduler = FairScheduler(most=4, longest=60)
    scheduler.ended(_job(1, 7))
    await scheduler.turn(_job(2, 8))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(scheduler.turn(_job(3, 7)), 10)
