"""The table of jobs: each update once, one job of a person at a time, none lost."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.place import Place
from bot.state.database import ClaimLostError, JobCancelledError
from tests.bot.fake_telegram import ANSWER

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob
    from bot.state.state import State


@pytest.fixture
def jobs(state: State) -> JobTable:
    """An empty queue."""
    return state.jobs


def _add(jobs: JobTable, update: int, person: int = 7, chat: int | None = None) -> bool:
    return jobs.add(update, person, person if chat is None else chat, update, {"update_id": update})


def _claimed(jobs: JobTable, instance: str = "one") -> QueuedJob:
    claimed = jobs.claim(instance)
    assert claimed is not None
    return claimed


def test_an_update_that_comes_again_is_one(jobs: JobTable) -> None:
    """Telegram offers an update again that was not acknowledged; several instances may get it."""
    assert (_add(jobs, 1), _add(jobs, 1)) == (True, False)
    assert jobs.claim("one") is not None
    assert jobs.claim("two") is None


def test_one_of_a_person_at_a_time(jobs: JobTable) -> None:
    """Whoever asks twice waits for the first answer; others do not wait for them."""
    for number, person in enumerate((7, 7, 8), start=1):
        _add(jobs, number, person)
    first, second = _claimed(jobs, "one"), _claimed(jobs, "two")
    assert (first.person, second.person) == (7, 8)
    assert jobs.claim("three") is None
    jobs.finish(first)
    assert _claimed(jobs, "three").payload == {"update_id": 2}


def test_nothing_is_claimed_before_it_is_ready(jobs: JobTable) -> None:
    """A job that is not ready yet also holds back the later ones of its person, so that they come in order."""
    jobs.add(1, 7, 7, 1, {}, ready=time.time() + 3600)
    _add(jobs, 2)
    assert jobs.claim("one") is None


def test_the_line_of_a_person_is_short(jobs: JobTable) -> None:
    """One in work and two that wait; there is room again when one is done, and always for what is known."""
    for number in range(1, 4):
        assert jobs.has_room(number, 7, most=2)
        _add(jobs, number)
    assert not jobs.has_room(4, 7, most=2)
    assert jobs.has_room(3, 7, most=2)
    assert jobs.has_room(4, 8, most=2)
    claimed = _claimed(jobs)
    assert not jobs.has_room(4, 7, most=2)
    jobs.finish(claimed)
    assert jobs.has_room(4, 7, most=2)


def test_what_an_instance_leaves_behind_waits_again(jobs: JobTable) -> None:
    """With what was already sent of its reply."""
    _add(jobs, 1)
    jobs.record_sending(_claimed(jobs, "dead"), 1, {"letters": [["one"], ["two"]]})
    assert jobs.recover("dead") == 1
    again = _claimed(jobs, "alive")
    assert (again.begun, again.attempts) == (1, 2)
    assert again.parts == {"letters": [["one"], ["two"]]}


def test_a_stop_concerns_one_chat(jobs: JobTable) -> None:
    """What a person asked in another chat goes on, whether it waits or is in work, with a number given or without."""
    _add(jobs, 1, person=7, chat=-100)
    _add(jobs, 2, person=7, chat=7)
    _add(jobs, 3, person=7, chat=-100)
    in_work = _claimed(jobs)
    assert jobs.cancel(7, 7, in_work.id) == 0
    assert jobs.cancel(7, 7) == 1
    assert (jobs.cancelled("one"), jobs.counts()) == ([], (1, 1))
    assert jobs.cancel(7, -100, in_work.id) == 1
    assert (jobs.cancelled("one"), jobs.counts()) == ([in_work.id], (1, 1))


def test_a_stop_concerns_one_person(jobs: JobTable) -> None:
    """Nobody stops what somebody else has asked in the same chat."""
    _add(jobs, 1, person=7, chat=-100)
    _add(jobs, 2, person=8, chat=-100)
    assert jobs.cancel(8, -100) == 1
    assert jobs.counts() == (1, 0)


def test_only_what_was_kept_is_tried_again(jobs: JobTable) -> None:
    """By the person who asked, and from the first attempt on."""
    _add(jobs, 1)
    job = _claimed(jobs)
    jobs.finish(job, keep=True)
    assert not jobs.retry(job.id, 8)
    assert jobs.retry(job.id, 7)
    again = _claimed(jobs)
    assert (again.id, again.attempts) == (job.id, 1)
    jobs.finish(job)
    assert not jobs.retry(job.id, 7)


def test_what_ends_the_process_drags_nothing_along(jobs: JobTable) -> None:
    """Five jobs are in work at each end of a process, of which one is the cause: the others have two attempts that
    fail, whatever it does, and fresh ones go beside it.
    """
    for number in range(1, 6):
        _add(jobs, number, person=number)
    for _ in range(2):
        while jobs.claim("dead"):
            pass
        jobs.recover("dead")
    _add(jobs, 6, person=6)
    fresh, first = _claimed(jobs, "dead"), _claimed(jobs, "dead")
    assert (fresh.person, fresh.attempts, first.person, first.attempts) == (6, 1, 1, 3)
    assert jobs.claim("dead") is None  # one poison job at a time
    jobs.recover("dead")
    claimed = [_claimed(jobs, "alive") for _ in range(2)]
    assert [(each.person, each.attempts) for each in claimed] == [(6, 2), (2, 3)]
    second = claimed[1]
    jobs.record_sending(second, 1, {"letters": []})
    third = _claimed(jobs, "alive")  # a job that has its reply is no poison job any more
    assert (third.person, third.attempts) == (3, 3)
    for done in (second, third):
        jobs.finish(done)
    rest = []
    while (job := jobs.claim("alive")) is not None:
        rest.append((job.person, job.attempts))
        jobs.finish(job)
    assert rest == [(4, 3), (5, 3), (1, 4)]


def test_a_person_is_notified_once(jobs: JobTable) -> None:
    """Of the first job that waits behind another one of theirs; who waits for nobody of theirs is not."""
    for number, person in enumerate((7, 7, 7, 8), start=1):
        _add(jobs, number, person)
    assert jobs.due_notices(-1) == []  # nothing is in work
    _claimed(jobs)
    assert jobs.due_notices(3600) == []  # nothing has waited for so long
    assert [job.payload["update_id"] for job in jobs.due_notices(-1)] == [2]
    assert jobs.due_notices(-1) == []


@pytest.mark.parametrize(
    "bot_settings", ["sqlite"], indirect=True
)  # a server keeps what is deleted for a while
def test_what_is_done_holds_no_words(jobs: JobTable, state: State, tmp_path: Path) -> None:
    """Only that it was dealt with stays, so that it is not dealt with again."""
    jobs.add(1, 7, 7, 1, {"text": "kumquat"})
    jobs.finish(_claimed(jobs))
    assert not _add(jobs, 1)
    state.close()
    files = [file for file in tmp_path.rglob("*.db*") if file.is_file()]
    assert files
    assert all(b"kumquat" not in file.read_bytes() for file in files)


def test_numbers_and_texts_may_be_what_telegram_has(jobs: JobTable, state: State) -> None:
    """Its numbers have up to 52 bits, and a text may hold any character."""
    person, chat = 2**52 - 1, -(2**52) + 1
    assert jobs.add(2**31 + 5, person, chat, 2**31, {"text": "a\0b"}, written=5.0)
    claimed = _claimed(jobs)
    assert (claimed.person, claimed.chat, claimed.payload) == (person, chat, {"text": "a\0b"})
    assert jobs.cancel(person, chat) == 1
    number = state.conversations.add(Place(chat=chat), person, replace(ANSWER, question="a\0b?"), 0.1)
    kept = state.conversations.get(number, chat)
    assert kept is not None
    assert kept.question.replace("\0", "") == "ab?"


def test_a_stale_instance_neither_sends_nor_ends(jobs: JobTable) -> None:
    """What another one has taken over is the other one's, however late the first one comes back."""
    _add(jobs, 1)
    stale = _claimed(jobs, "stale")
    assert jobs.recover("stale") == 1
    fresh = _claimed(jobs, "fresh")
    with pytest.raises(ClaimLostError):
        jobs.record_sending(stale, 1, {})
    jobs.finish(stale)
    jobs.release(stale)
    assert jobs.counts() == (0, 1)
    jobs.record_sending(fresh, 1, {})
    jobs.finish(fresh)
    with pytest.raises(ClaimLostError):
        jobs.record_sending(fresh, 1, {})


def test_nothing_is_sent_of_a_job_that_is_cancelled(jobs: JobTable) -> None:
    """Whoever said /stop to another instance has been told so: the answer must not arrive a moment later."""
    _add(jobs, 1)
    claimed = _claimed(jobs)
    jobs.record_sending(claimed, 1, {})
    assert jobs.cancel(claimed.person, claimed.chat) == 1
    with pytest.raises(JobCancelledError):
        jobs.record_sending(claimed, 2, {})
    jobs.finish(claimed)
    assert jobs.counts() == (0, 0)


def test_a_claim_that_nobody_works_on_waits_again(jobs: JobTable) -> None:
    """As where the connection broke with the answer to it; what is worked on stays in work."""
    for number in (1, 2):
        _add(jobs, number, person=number)
    known = _claimed(jobs, "one")
    _claimed(jobs, "one")
    assert jobs.recover("one", but=[known.id]) == 1
    assert jobs.counts() == (1, 1)
