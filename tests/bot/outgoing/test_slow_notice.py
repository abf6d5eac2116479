"""The notice that an answer takes its time."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest
from telegram.error import RetryAfter

from bot.outgoing.slow_notice import slow_notice
from bot.place import Place
from bot.rendering import keyboard
from bot.texts import LANGUAGES
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from telegram import Bot

    from bot.outgoing.sender import Sender
    from tests.e2e.bot_api import BotApi

    Notice = Callable[[], AbstractAsyncContextManager[None]]

ENGLISH = LANGUAGES["en"]


@pytest.fixture
def notice(bot: Bot, sender: Sender) -> Notice:
    """A notice that comes at once."""
    stop = keyboard.stop(ENGLISH, 5)
    return partial(slow_notice, bot, sender, Place(chat=77), ENGLISH.still_looking, stop, after=0.0)


async def _until(server: BotApi, *, deleted: bool) -> None:
    async with asyncio.timeout(10):
        while not any(sent["deleted"] is deleted for sent in server.sent):  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.002)


async def test_it_goes_when_the_answer_comes(notice: Notice, server: BotApi) -> None:
    """Meanwhile it stands there with a button."""
    async with notice():
        await _until(server, deleted=False)
        (sent,) = server.sent
        assert sent["text"] == ENGLISH.still_looking
        assert [button["callback_data"] for button in buttons(sent)] == ["stop:5"]
    assert sent["deleted"]


async def test_a_quick_answer_has_none(bot: Bot, sender: Sender, server: BotApi) -> None:
    """Nor has one in a chat that Telegram limits."""
    async with slow_notice(bot, sender, Place(chat=77), "…", keyboard.stop(ENGLISH, 5), after=60):
        await asyncio.sleep(0.01)
    sender.hold(77, RetryAfter(60))
    async with slow_notice(bot, sender, Place(chat=77), "…", keyboard.stop(ENGLISH, 5), after=0.0):
        await asyncio.sleep(0.01)
    assert server.sent == []


async def test_no_answer_waits_for_it(
    notice: Notice, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hangs on its way, and the answer goes on; then it goes, though its deletion fails at first."""
    monkeypatch.setattr("bot.outgoing.slow_notice._LAST_SECONDS", 0.01)
    monkeypatch.setattr("bot.outgoing.slow_notice._PAUSES", (0.01, 0.01))
    server.faults += [{"method": "sendMessage", "delay": 0.4}, {"method": "deleteMessage", "status": 502}]
    async with notice():
        await asyncio.sleep(0.02)
    assert server.sent == []
    await _until(server, deleted=True)
