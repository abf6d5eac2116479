"""The worker pool: each job once, one of a person at a time, whoever asks too much in nobody's way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.jobs.fairness import FairScheduler
from bot.outgoing.sender import PAUSES
from bot.texts import LANGUAGES
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    import pytest

    from tests.bot.jobs.conftest import JobsUnderTest

ENGLISH = LANGUAGES["en"]


async def test_jobs_of_one_person_come_in_order(jobs: JobsUnderTest) -> None:
    """One after the other, each once."""
    asked = [f"Which tunnel {number}?" for number in range(5)]
    for text in asked:
        jobs.ask(text)
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.handler.begun == asked
    assert jobs.said == [f"Re: {text}" for text in asked]
    assert jobs.count("answered") == 5


async def test_others_do_not_wait_for_who_asks_much(jobs: JobsUnderTest) -> None:
    """The question of another person is answered while one of the first is in work and more of theirs wait."""
    jobs.handler.held.add("One?")
    for text in ("One?", "Two?", "Three?"):
        jobs.ask(text)
    jobs.ask("And I?", person=78)
    await jobs.pool.start()
    await jobs.until(lambda: jobs.said == ["Re: And I?"])
    assert jobs.handler.begun == ["One?", "And I?"]
    await jobs.handler.release("One?")
    await jobs.rest()
    assert jobs.handler.begun == ["One?", "And I?", "Two?", "Three?"]


async def test_whoever_asks_one_thing_goes_first(jobs: JobsUnderTest) -> None:
    """A question that had waited behind another one of its person does not begin beside somebody's only one."""
    jobs.handler.held |= {"One?", "And I?"}
    jobs.ask("One?")
    jobs.ask("Two?")
    jobs.ask("And I?", person=78)
    await jobs.pool.start()
    await jobs.handler.until_begun("One?", "And I?")
    await jobs.handler.release("One?")
    await jobs.until(lambda: jobs.table.counts() == (0, 2))  # the second question is claimed, too
    for _ in range(20):
        await asyncio.sleep(0)
    assert jobs.handler.begun == ["One?", "And I?"]
    await jobs.handler.release("And I?")
    await jobs.rest()
    assert jobs.handler.begun == ["One?", "And I?", "Two?"]


async def test_no_more_are_in_work_than_there_are_slots(jobs: JobsUnderTest) -> None:
    """The third person's job stays in the queue until a slot is free."""
    jobs.pool = jobs.pool_with(FairScheduler(1), slots=2)
    for person, text in enumerate(("One?", "Two?", "Three?"), start=77):
        jobs.handler.held.add(text)
        jobs.ask(text, person)
    await jobs.pool.start()
    await jobs.handler.until_begun("One?", "Two?")
    assert (jobs.pool.in_work, jobs.table.counts()) == (2, (1, 2))
    await jobs.handler.release("Two?")
    await jobs.handler.until_begun("Three?")


async def test_nothing_is_claimed_once_the_bot_is_to_stop(jobs: JobsUnderTest) -> None:
    """What is in work is answered, what comes after stays in the queue."""
    jobs.handler.held.add("Which tunnel?")
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.handler.until_begun("Which tunnel?")
    jobs.pool.halt()
    jobs.ask("And I?", person=78)
    await jobs.handler.release("Which tunnel?")
    await jobs.pool.drain()
    assert jobs.said == ["Re: Which tunnel?"]
    assert jobs.table.counts() == (1, 0)


async def test_what_is_not_finished_in_time_waits_for_the_next_start(jobs: JobsUnderTest) -> None:
    """The attempt does not count, nobody is notified, and no lock is left behind."""
    jobs.handler.held.add("Which tunnel?")
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.handler.until_begun("Which tunnel?")
    await jobs.pool.drain(0)
    assert (jobs.said, jobs.table.counts()) == ([], (1, 0))
    claimed = jobs.table.claim("next")
    assert claimed is not None
    assert claimed.attempts == 1


async def test_what_a_dead_instance_had_in_work_is_taken_over(jobs: JobsUnderTest) -> None:
    """At the start; what a living instance has is left to it."""
    jobs.ask("Which tunnel?")
    assert jobs.table.claim("dead") is not None
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.said == ["Re: Which tunnel?"]


async def test_a_job_can_be_stopped_and_tried_again(jobs: JobsUnderTest) -> None:
    """Its person gets a notice, and the button under it lets it wait anew."""
    jobs.handler.held.add("Which tunnel?")
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.handler.until_begun("Which tunnel?")
    assert jobs.pool.cancel(77, 77) == 1
    await jobs.until(lambda: jobs.said == [ENGLISH.stopped])
    (button,) = buttons(jobs.server.sent[-1])
    verb, _, number = button["callback_data"].partition(":")
    assert verb == "retry"
    await jobs.until(lambda: not jobs.pool.in_work)
    assert jobs.count("stopped") == 1
    jobs.handler.held.clear()
    assert jobs.queue.retry(int(number), 77)
    await jobs.rest()
    assert jobs.said[-1] == "Re: Which tunnel?"


async def test_a_stop_in_one_chat_leaves_other_chats_alone(jobs: JobsUnderTest) -> None:
    """The job of the same person in another chat goes on, by number and without."""
    jobs.handler.held.add("Which tunnel?")
    jobs.ask("Which tunnel?", chat=GROUP)
    await jobs.pool.start()
    await jobs.handler.until_begun("Which tunnel?")
    (number,) = jobs.pool._jobs
    assert (jobs.pool.cancel(77, 77), jobs.pool.cancel(77, 77, number)) == (0, 0)
    await jobs.handler.release("Which tunnel?")
    await jobs.rest()
    assert jobs.said == ["Re: Which tunnel?"]


async def test_a_stop_is_heard_in_every_instance(
    jobs: JobsUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another instance took the press of the button; this one has the job in work."""
    monkeypatch.setattr("bot.jobs.pool.POLL_SECONDS", 0.01)
    jobs.pool = jobs.pool_with(FairScheduler(1))
    jobs.handler.held.add("Which tunnel?")
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.handler.until_begun("Which tunnel?")
    assert jobs.table.cancel(77, 77) == 1
    await jobs.rest()
    assert jobs.said == [ENGLISH.stopped]


async def test_a_job_that_cannot_be_read_ends(jobs: JobsUnderTest, caplog: pytest.LogCaptureFixture) -> None:
    """It stands in nobody's way, and nobody is notified."""
    jobs.table.add(1000, 77, 77, 1, {"update_id": 1000, "message": "kumquat"})
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.said == ["Re: Which tunnel?"]
    assert "cannot be read" in caplog.text
    assert "kumquat" not in caplog.text


async def test_a_chat_that_telegram_limits_takes_nobodys_place(jobs: JobsUnderTest) -> None:
    """There are more such chats than slots, and the answer of another person comes before theirs; they get theirs
    once, each when its time is over.
    """
    limited = (81, 82, 83)
    jobs.pool = jobs.pool_with(FairScheduler(1), slots=2)
    jobs.server.faults += [
        {"method": "sendMessage", "chat_id": chat, "status": 429, "retry_after": 0.2} for chat in limited
    ]
    for person in (*limited, 90):
        jobs.ask("Which tunnel?", person)
    await jobs.pool.start()
    await jobs.rest()
    first, *others = [sent["chat"]["id"] for sent in jobs.server.sent]
    assert (first, sorted(others)) == (90, [*limited])
    assert jobs.server.outcomes["sendMessage"] == {429: 3, 200: 4}
    assert len(jobs.handler.begun) == 4


async def test_a_reply_that_had_to_wait_is_counted_as_what_it_is(jobs: JobsUnderTest) -> None:
    """When it has arrived, and once."""
    jobs.server.faults.append({"method": "sendMessage", "status": 429, "retry_after": 0.05})
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.count("answered") == 1


async def test_an_error_is_followed_by_an_apology_and_another_try(jobs: JobsUnderTest) -> None:
    """In words of the bot's own, with a button."""
    jobs.handler.errors["Which tunnel?"] = RuntimeError("secret words")
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.said == [ENGLISH.apology]
    assert [button["text"] for button in buttons(jobs.server.sent[-1])] == [ENGLISH.buttons["retry"]]
    assert jobs.count("failed") == 1


async def test_a_reply_that_telegram_refuses_is_followed_by_an_apology(
    jobs: JobsUnderTest, naps: list[float]
) -> None:
    """Where it is refused for a reason of Telegram's own."""
    jobs.server.faults.append({"method": "sendMessage", "status": 400})
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert (jobs.said, naps) == ([ENGLISH.apology], [])


async def test_a_reply_that_could_not_be_sent_is_sent_later(
    jobs: JobsUnderTest, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When all attempts have failed, the same reply goes out as soon as Telegram listens again, once."""
    monkeypatch.setattr("bot.jobs.outcome._UNSENT_PAUSE", 0.01)
    jobs.server.faults.append({"method": "sendMessage", "times": len(PAUSES) + 2, "status": 502})
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert jobs.said == ["Re: Which tunnel?"]
    assert len(naps) == len(PAUSES) + 1
    assert jobs.handler.begun == ["Which tunnel?"]


async def test_a_user_who_blocked_the_bot_is_left_alone(
    jobs: JobsUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply is offered a few times more, then dropped; there is no apology."""
    monkeypatch.setattr("bot.jobs.outcome._UNWELCOME_PAUSES", (0.01, 0.01))
    jobs.server.faults.append({"method": "sendMessage", "times": 99, "status": 403})
    jobs.ask("Which tunnel?")
    await jobs.pool.start()
    await jobs.rest()
    assert (jobs.said, jobs.server.calls["sendMessage"]) == ([], 3)
