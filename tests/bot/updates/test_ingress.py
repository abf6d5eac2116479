"""The ingress: a job is stored before its update counts as received, everything else goes to the handlers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.jobs.queue import JobQueue
from bot.metrics import Metrics
from bot.texts import LANGUAGES
from bot.updates.access_list import AccessList
from bot.updates.ingress import Ingress
from bot.updates.overload_notice import OverloadNotice
from tests.bot.updates.updates import message_update

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.outgoing.sender import Sender
    from bot.state.state import State
    from tests.e2e.bot_api import BotApi

ENGLISH = LANGUAGES["en"]


class _Arrivals:
    """An ingress, and what is behind it."""

    def __init__(
        self, state: State, sender: Sender, *, most: int = 10, allowed: tuple[int, ...] = ()
    ) -> None:
        self.table = state.jobs
        self.metrics = Metrics()
        self.overload = OverloadNotice(sender, most)
        self.ingress = Ingress(
            JobQueue(state.jobs, "one"),
            AccessList(allowed, ()),
            self.overload,
            self.metrics,
            most=most,
        )

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return self.table.counts()[0]

    def count(self, name: str, **labels: str) -> float:
        """A figure."""
        return self.metrics.registry.get_sample_value(name, labels) or 0


@pytest.fixture
def arrivals(state: State, sender: Sender) -> Callable[..., _Arrivals]:
    """Makes an ingress."""
    return lambda **options: _Arrivals(state, sender, **options)


async def test_a_question_is_stored(arrivals: Callable[..., _Arrivals], bot: Bot) -> None:
    """When `put` has returned, whole, and no handler sees it; the same update again is no new job."""
    one = arrivals()
    update = message_update(bot, "Which tunnel?")
    await one.ingress.put(update)
    await one.ingress.put(update)
    assert (one.waiting, one.ingress.empty()) == (1, True)
    job = one.table.claim("one")
    assert job is not None
    assert (job.person, job.chat, job.payload) == (77, 77, update.to_dict())
    assert one.count("presscite_updates_total", kind="message") == 2


async def test_everything_else_goes_to_the_handlers(arrivals: Callable[..., _Arrivals], bot: Bot) -> None:
    """A command, and the library's own sign that there are no more updates."""
    one, end = arrivals(), object()
    update = message_update(bot, "/help")
    await one.ingress.put(update)
    await one.ingress.put(end)
    assert [one.ingress.get_nowait(), one.ingress.get_nowait()] == [update, end]
    assert one.waiting == 0


async def test_who_may_not_ask_has_no_job(arrivals: Callable[..., _Arrivals], bot: Bot) -> None:
    """The handlers send them away."""
    one = arrivals(allowed=(78,))
    await one.ingress.put(message_update(bot, person=77))
    await one.ingress.put(message_update(bot, person=78))
    assert (one.waiting, one.ingress.qsize()) == (1, 1)


async def test_what_cannot_be_stored_goes_to_the_handlers(
    arrivals: Callable[..., _Arrivals], bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    """They apologise; the log says why, and nothing of what was asked."""
    one = arrivals()

    def add(*_: object, **__: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(one.table, "add", add)
    await one.ingress.put(message_update(bot, "kumquat?"))
    assert one.ingress.qsize() == 1
    assert "No space left on device" in caplog.text
    assert "kumquat" not in caplog.text


async def test_an_edited_question_takes_the_place_of_the_first(
    arrivals: Callable[..., _Arrivals], bot: Bot
) -> None:
    """Where that still waits; its age counts from the change."""
    one = arrivals()
    await one.ingress.put(message_update(bot, "Which tunel?", message_id=5, date=int(time.time()) - 3600))
    now = int(time.time())
    edited = message_update(
        bot, "Which tunnel?", message_id=5, date=now - 3600, edit_date=now, kind="edited_message"
    )
    await one.ingress.put(edited)
    assert one.waiting == 1
    job = one.table.claim("one")
    assert job is not None
    assert job.payload["edited_message"]["text"] == "Which tunnel?"
    assert job.received >= now


async def test_a_question_that_telegram_kept_is_as_old_as_it_is(
    arrivals: Callable[..., _Arrivals], bot: Bot
) -> None:
    """What was asked while the bot was down is an hour old when it comes in."""
    one = arrivals()
    await one.ingress.put(message_update(bot, date=int(time.time()) - 3600))
    job = one.table.claim("one")
    assert job is not None
    assert time.time() - job.received == pytest.approx(3600, abs=5)


async def test_a_full_message_waits_for_its_second_half(arrivals: Callable[..., _Arrivals], bot: Bot) -> None:
    """Telegram's clients cut what is too long, and send the rest at once; shorter ones wait for nothing."""
    one = arrivals()
    await one.ingress.put(message_update(bot, "word " * 818, person=77))
    await one.ingress.put(message_update(bot, "word " * 700, person=78))
    job = one.table.claim("one")
    assert job is not None
    assert job.person == 78
    assert one.table.claim("one") is None


async def test_who_asks_too_much_is_notified_once(
    arrivals: Callable[..., _Arrivals], bot: Bot, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones are kept; of the others there is one notice. There is room again once one is answered."""
    monkeypatch.setattr("bot.updates.ingress._FULL_SECONDS", 0.01)
    one = arrivals(most=3)
    for _ in range(12):
        await one.ingress.put(message_update(bot))
    await one.ingress.put(message_update(bot, person=78))
    await one.overload.finish()
    assert [sent["text"] for sent in server.sent] == [ENGLISH.too_many.format(count=3)]
    assert (one.waiting, one.ingress.empty()) == (5, True)
    assert one.count("presscite_questions_total", outcome="dropped") == 8
    job = one.table.claim("one")
    assert job is not None
    one.table.finish(job)
    await asyncio.sleep(0.02)
    await one.ingress.put(message_update(bot))
    assert one.waiting == 5
