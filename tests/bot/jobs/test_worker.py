"""Questions on the desk: each once, one of a person at a time, none lost."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.outgoing.message import OutgoingMessage
from bot.outgoing.slow_notice import slow_notice
from bot.rendering.answer import message
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain, reader
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.state.job_table import JobTable

ENGLISH = LANGUAGES["en"]


def _figures(telegram: FakeTelegram) -> str:
    """What a Prometheus would read."""
    content, _ = telegram.runtime.metrics.exposition("")
    return content.decode()


async def test_many_questions_of_one_person_come_in_order() -> None:
    """One after the other, each once."""
    chain = ScriptedChain(lambda question: replace(ANSWER, question=question), seconds=0.01)
    async with FakeTelegram(chain) as telegram:
        await asyncio.gather(*(telegram.receive(text=f"Which tunnel {n}?") for n in range(8)))
    assert chain.asked == [f"Which tunnel {n}?" for n in range(8)]
    assert len(telegram.api.sent) == 8


async def test_who_asks_too_much_is_told_once() -> None:
    """The first ones are answered; of the others there is one word."""
    chain = ScriptedChain(seconds=0.02)
    async with FakeTelegram(chain, TELEGRAM_QUEUE="3") as telegram:
        await asyncio.gather(*(telegram.receive(text=f"Which tunnel {n}?") for n in range(12)))
    said = [sent["text"] for sent in telegram.api.sent]
    assert said.count(ENGLISH.too_many.format(count=3)) == 1
    assert len(chain.asked) == 4
    assert len(said) == 5


async def test_there_is_room_again_a_moment_later() -> None:
    """Who had asked too much is heard again once what waited is answered."""
    chain = ScriptedChain(seconds=0.02)
    async with FakeTelegram(chain, TELEGRAM_QUEUE="1") as telegram:
        await asyncio.gather(*(telegram.receive(text=f"Which tunnel {n}?") for n in range(5)))
        assert len(chain.asked) == 2
        await asyncio.sleep(0.3)
        await telegram.receive(text="Which dam?")
    assert chain.asked[2:] == ["Which dam?"]


async def test_others_do_not_wait_for_who_asks_much() -> None:
    """The question of another person is answered while the line of the first is long."""
    chain = ScriptedChain(seconds=0.05)
    async with FakeTelegram(chain) as telegram:
        many = [asyncio.create_task(telegram.receive(text=f"Which tunnel {n}?")) for n in range(8)]
        await asyncio.sleep(0)
        other = {"id": 78, "is_bot": False, "first_name": "Other"}
        many.append(
            asyncio.create_task(
                telegram.receive(text="And I?", **{"from": other, "chat": {"id": 78, "type": "private"}})
            )
        )
        await asyncio.gather(*many)
    assert chain.asked.index("And I?") <= 2


async def test_a_slow_question_can_be_stopped_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word with a button comes after a while; the button ends the work, another one begins it anew."""
    monkeypatch.setattr("bot.handlers.question.slow_notice", partial(slow_notice, after=0.05))
    chain = ScriptedChain(seconds=1.5)
    async with FakeTelegram(chain) as telegram:
        asking = asyncio.create_task(telegram.receive(text="Which tunnel?"))
        while not telegram.api.sent:  # noqa: ASYNC110 - the fake has no event for everything
            await asyncio.sleep(0.02)
        (notice,) = telegram.api.sent
        assert notice["text"] == ENGLISH.still_looking
        query = await telegram.press(notice, ENGLISH.buttons["stop"])
        assert query.answer is not None
        await asyncio.wait_for(asking, 5)
        stopped = telegram.api.sent[-1]
        assert stopped["text"] == ENGLISH.stopped
        assert notice["message_id"] not in [
            sent["message_id"] for sent in telegram.api.sent if not sent.get("deleted")
        ]
        chain._seconds = 0
        await telegram.press(stopped, ENGLISH.buttons["retry"])
        await telegram.rest()
        assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")
        assert buttons(stopped) == []


def _from(person: int) -> dict[str, Any]:
    """Who asks, and in which private chat."""
    sender = {"id": person, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    return {"from": sender, "chat": {"id": person, "type": "private"}}


async def test_a_chat_that_telegram_limits_takes_nobodys_place() -> None:
    """There are more such chats than places, and the answer of another person comes before theirs; they get theirs
    once, each when its time is over.
    """
    limited = (81, 82, 83)
    async with FakeTelegram(ScriptedChain(), TELEGRAM_CONCURRENCY="2") as telegram:
        telegram.api.faults += [
            {"method": "sendMessage", "chat_id": chat, "status": 429, "retry_after": 1} for chat in limited
        ]
        asking = [
            asyncio.create_task(telegram.receive(text="Which tunnel?", **_from(person))) for person in limited
        ]
        async with asyncio.timeout(10):
            while telegram.api.faults:  # noqa: ASYNC110 - the fake has no event for everything
                await asyncio.sleep(0.01)
            await asyncio.gather(telegram.receive(text="And I?", **_from(90)), *asking)
    first, *others = [sent["chat"]["id"] for sent in telegram.api.sent]
    assert (first, sorted(others)) == (90, [*limited])
    assert telegram.api.outcomes["sendMessage"] == {429: 3, 200: 4}


async def test_an_answer_that_had_to_wait_is_remembered_like_any() -> None:
    """Who replies to it goes on from it, and the figures say how it ended."""
    refused = replace(ANSWER, sentences=(), citations=(), refused=True)
    async with FakeTelegram(ScriptedChain(lambda _: refused)) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "status": 429, "retry_after": 1})
        (sent,) = await telegram.receive(text="Which tunnel?")
        conversations = telegram.runtime.state.conversations
        assert conversations.of_message(77, sent["message_id"]) is not None
        assert 'presscite_questions_total{outcome="refused"} 1.0' in _figures(telegram)


async def test_an_apology_that_had_to_wait_can_be_answered_with_try_again() -> None:
    """The button under it begins the work anew."""
    answers: list[Any] = [RuntimeError("no"), ANSWER]
    async with FakeTelegram(ScriptedChain(lambda _: answers.pop(0))) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "status": 429, "retry_after": 1})
        (apology,) = await telegram.receive(text="Which tunnel?")
        assert apology["text"] == ENGLISH.apology
        await telegram.press(apology, ENGLISH.buttons["retry"])
        await telegram.rest()
    assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")


async def test_no_answer_waits_for_the_word_that_it_takes_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The word hangs on its way, and the answer comes; then the word goes, though its deletion fails at first."""
    monkeypatch.setattr("bot.handlers.question.slow_notice", partial(slow_notice, after=0.01))
    async with FakeTelegram(ScriptedChain(seconds=0.05)) as telegram:
        telegram.api.faults += [
            {"method": "sendMessage", "delay": 1.5},
            {"method": "deleteMessage", "status": 502},
        ]
        (answer,) = await telegram.receive(text="Which tunnel?")
        assert answer["text"].startswith("It was the Istiqlol Tunnel.")
        async with asyncio.timeout(10):
            while not any(sent["deleted"] for sent in telegram.api.sent):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
    assert [(sent["text"] == ENGLISH.still_looking, sent["deleted"]) for sent in telegram.api.sent] == [
        (False, False),
        (True, True),
    ]


async def test_a_stale_question_is_not_answered_unasked() -> None:
    """The user is asked whether the answer is still wanted, and has it with one press."""
    chain = ScriptedChain()
    async with FakeTelegram(chain, TELEGRAM_STALE_AFTER="3600") as telegram:
        telegram.runtime.workers._worker._stale_after = -1.0
        (offered,) = await telegram.receive(text="Which tunnel?")
        assert (offered["text"], chain.asked) == (ENGLISH.stale, [])
        telegram.runtime.workers._worker._stale_after = 3600.0
        await telegram.press(offered, ENGLISH.buttons["now"])
        await telegram.rest()
    assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")


async def test_a_question_that_telegram_kept_is_as_old_as_it_is() -> None:
    """What was asked while the bot was down is stale by the time of its message, and an edit makes it new."""
    chain = ScriptedChain()
    async with FakeTelegram(chain) as telegram:
        (offered,) = await telegram.receive(text="Which tunnel?", date=int(time.time()) - 3600)
        assert (offered["text"], chain.asked) == (ENGLISH.stale, [])
        (answer,) = await telegram.edit(offered["reply_to_message_id"], text="Which dam?")
        assert (answer["text"] == ENGLISH.stale, chain.asked) == (False, ["Which dam?"])


async def test_a_question_that_telegram_cut_is_one() -> None:
    """A message of full length waits a moment for its second half."""
    chain = ScriptedChain()
    long = ("Which tunnel " * 400)[:4090]
    async with FakeTelegram(chain) as telegram:
        first = asyncio.create_task(telegram.receive(text=long))
        await asyncio.sleep(0.1)
        await asyncio.gather(first, telegram.receive(text="is meant?"))
    assert chain.asked == [f"{long.strip()} is meant?"]
    assert len(telegram.api.sent) == 1


@contextlib.asynccontextmanager
async def _nobody_works(telegram: FakeTelegram) -> AsyncIterator[JobTable]:
    """The inbox, from which nothing is taken while the block runs."""
    slots = telegram.runtime.workers._slots
    for _ in range(32):
        await slots.acquire()
    await asyncio.sleep(0.05)
    yield telegram.runtime.state.jobs
    for _ in range(32):
        slots.release()
    telegram.runtime.queue.wake()
    await telegram.rest()


def _ask(inbox: JobTable) -> None:
    """Put a question into the inbox."""
    raw = {"message_id": 5, "date": int(time.time()), "chat": {"id": 77, "type": "private"}}
    inbox.add(1, 77, 77, 5, {"update_id": 1, "message": {**raw, "from": reader(), "text": "Which tunnel?"}})


async def test_what_kills_the_process_each_time_is_given_up() -> None:
    """After five attempts its person is told, and the bot goes on."""
    chain = ScriptedChain()
    async with FakeTelegram(chain) as telegram:
        async with _nobody_works(telegram) as inbox:
            _ask(inbox)
            for _ in range(5):
                assert inbox.claim("dead") is not None
                inbox.recover("dead")
        assert [sent["text"] for sent in telegram.api.sent] == [ENGLISH.apology]
        assert chain.asked == []
        await telegram.press(telegram.api.sent[-1], ENGLISH.buttons["retry"])
        await telegram.rest()
        assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")


@pytest.mark.parametrize("outcome", ["failed", "stale"])
async def test_what_says_why_not_is_not_said_again_after_a_crash(outcome: str) -> None:
    """It was on the wire when the process ended; the button under it works all the same."""
    chain = ScriptedChain()
    async with FakeTelegram(chain) as telegram:
        async with _nobody_works(telegram) as inbox:
            _ask(inbox)
            taken = inbox.claim("dead")
            assert taken is not None
            inbox.record_sending(
                taken.id, 1, {**OutgoingMessage.of(message("Sorry.")).to_json(), "outcome": outcome}
            )
            inbox.recover("dead")
        assert (telegram.api.sent, chain.asked) == ([], [])
        assert inbox.retry(taken.id, 77)
        telegram.runtime.queue.wake()
        await telegram.rest()
        assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")
