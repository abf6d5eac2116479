"""The typing line."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest
from telegram import Chat, Message
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.outgoing.sender import Sender
from bot.outgoing.typing import typing
from bot.place import Place

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from telegram import Bot


class ActionBot:
    """Takes chat actions; raises the errors it was given, in turn."""

    def __init__(self, *errors: TelegramError, seconds: float = 0) -> None:
        self.calls: list[int | None] = []
        self._errors = list(errors)
        self._seconds = seconds

    async def send_chat_action(self, _: int, __: str, message_thread_id: int | None) -> None:
        self.calls.append(message_thread_id)
        await asyncio.sleep(self._seconds)
        if self._errors:
            raise self._errors.pop(0)

    async def until_called(self, count: int) -> None:
        """Wait for so many calls."""
        async with asyncio.timeout(10):
            while len(self.calls) < count:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.002)


def _message(topic: int | None = None) -> Message:
    chat = Chat(-100, Chat.SUPERGROUP, is_forum=topic is not None)
    return Message(
        1, datetime.now(UTC), chat, message_thread_id=topic, is_topic_message=True if topic else None
    )


def _typing(bot: ActionBot, message: Message) -> AbstractAsyncContextManager[None]:
    sender = Sender(cast("Bot", bot))
    return typing(cast("Bot", bot), sender, Place.of(message), first=0.0, every=0.02)


async def _work(bot: ActionBot, message: Message, seconds: float = 0.1) -> None:
    async with _typing(bot, message):
        await asyncio.sleep(seconds)


async def test_it_is_renewed_until_the_work_is_done() -> None:
    """Shown at once, again and again, and no more afterwards."""
    bot = ActionBot()
    async with _typing(bot, _message()):
        await bot.until_called(3)
    shown = len(bot.calls)
    await asyncio.sleep(0.06)
    assert len(bot.calls) == shown


async def test_it_shows_in_the_topic_of_the_question() -> None:
    """In a forum the line belongs to the topic."""
    bot = ActionBot()
    await _work(bot, _message(topic=9), 0.01)
    assert bot.calls == [9]


@pytest.mark.parametrize("error", [Forbidden("kicked"), RetryAfter(5), TelegramError("odd")])
async def test_a_refusal_ends_the_line_and_not_the_work(error: TelegramError) -> None:
    """Who is told to slow down asks no more; the work goes on."""
    bot = ActionBot(error)
    await _work(bot, _message())
    assert len(bot.calls) == 1


async def test_a_lost_connection_is_tried_again() -> None:
    """One lost call is not the end of the line."""
    bot = ActionBot(NetworkError("gone"))
    async with _typing(bot, _message()):
        await bot.until_called(2)


async def test_a_slow_server_does_not_hold_up_the_work() -> None:
    """The work ends when it ends, though the server has not answered yet."""
    bot = ActionBot(seconds=30)
    await asyncio.wait_for(_work(bot, _message(), 0.01), timeout=1)


async def test_an_error_of_the_work_comes_through() -> None:
    """The line ends, and the error is not swallowed."""
    with pytest.raises(ZeroDivisionError):
        async with _typing(ActionBot(), _message()):
            raise ZeroDivisionError
