"""Who asks one thing goes before who asks many."""

from __future__ import annotations

import asyncio
import time

from bot.jobs.fairness import Courtesy
from bot.state.queued_job import QueuedJob


def _errand(number: int, person: int) -> QueuedJob:
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
    courtesy = Courtesy(most=4, longest=60)
    first, queued = _errand(1, 7), _errand(2, 7)
    await courtesy.give_way(first)
    courtesy.ended(first)
    only = _errand(3, 8)
    await courtesy.give_way(only)
    waiting = asyncio.create_task(courtesy.give_way(queued))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    courtesy.ended(only)
    await asyncio.wait_for(waiting, 10)


async def test_it_does_not_wait_for_ever() -> None:
    """However many others ask, it gets its turn."""
    courtesy = Courtesy(most=4, longest=0.01)
    first, queued = _errand(1, 7), _errand(2, 7)
    courtesy.ended(first)
    await courtesy.give_way(_errand(3, 8))
    await asyncio.wait_for(courtesy.give_way(queued), 10)


async def test_queued_questions_do_not_wait_for_each_other() -> None:
    """Where everybody has asked much, nobody gives way."""
    courtesy = Courtesy(most=4, longest=60)
    queued = [_errand(number, number) for number in (1, 2)]
    for person in (1, 2):
        courtesy.ended(_errand(10 + person, person))
    await asyncio.wait_for(asyncio.gather(*map(courtesy.give_way, queued)), 10)


async def test_those_who_give_way_leave_places() -> None:
    """Beyond so many, they go on at once."""
    courtesy = Courtesy(most=1, longest=60)
    queued = [_errand(number, number) for number in (1, 2)]
    for person in (1, 2):
        courtesy.ended(_errand(10 + person, person))
    await courtesy.give_way(_errand(3, 8))
    waiting = asyncio.create_task(courtesy.give_way(queued[0]))
    await asyncio.sleep(0)
    await asyncio.wait_for(courtesy.give_way(queued[1]), 10)
    assert not waiting.done()
    waiting.cancel()


async def test_a_question_after_the_answer_is_no_queued_one() -> None:
    """Who asks again having read the answer gives way to nobody."""
    courtesy = Courtesy(most=4, longest=60)
    courtesy.ended(_errand(1, 7))
    await courtesy.give_way(_errand(2, 8))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(courtesy.give_way(_errand(3, 7)), 10)
