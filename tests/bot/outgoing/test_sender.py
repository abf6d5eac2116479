"""Messages on their way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.outgoing.http import Connection
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.sender import MOST_WAITING, PAUSES, Sender
from bot.place import Place
from bot.rendering.answer import message
from bot.rendering.markup import Part, Run
from tests.bot.fake_telegram import PRIVATE, TOKEN

if TYPE_CHECKING:
    from tests.bot.scripted_api import ScriptedApi
    from tests.e2e.bot_api import BotApi

ASKED = Place(chat=77, message=5)
GROUP = Place(chat=-100, topic=9, message=5)
ONE = OutgoingMessage.of(message("one"))


async def test_the_first_part_quotes_the_question(server: BotApi, sender: Sender) -> None:
    """It survives that the question is deleted; no part shows a preview of a link."""
    await sender.send(ASKED, OutgoingMessage.of([*message("one"), *message("two")]))
    first, second = server.sent
    assert first["reply_to_message_id"] == 5
    assert first["allow_sending_without_reply"] is True
    assert "reply_to_message_id" not in second
    assert first["link_preview_options"] == second["link_preview_options"] == {"is_disabled": True}


async def test_it_stays_in_the_topic(server: BotApi, sender: Sender) -> None:
    """In a forum the answer goes where the question was asked."""
    await sender.send(GROUP, ONE)
    (sent,) = server.sent
    assert (sent["chat"]["id"], sent["message_thread_id"]) == (-100, 9)


async def test_it_leaves_a_topic_that_was_deleted(server: BotApi, sender: Sender) -> None:
    """The message goes to the group itself, and with it all that follow."""
    server.faults.append(_refused("Bad Request: message thread not found"))
    await sender.send(GROUP, OutgoingMessage.of([*message("one"), *message("two")]))
    assert [sent.get("message_thread_id") for sent in server.sent] == [None, None]
    assert server.outcomes["sendMessage"] == {400: 1, 200: 2}


async def test_refused_markup_goes_out_as_plain_text(server: BotApi, sender: Sender) -> None:
    """The same words arrive, with the links spelled out."""
    server.faults.append(_refused("Bad Request: can't parse entities: unexpected end"))
    part = Part((Run(text="Title", url="https://x.example/"), Run(text=" <rest>")))
    await sender.send(ASKED, OutgoingMessage.of([part]))
    (sent,) = server.sent
    assert sent["text"] == "Title (https://x.example/) <rest>"
    assert sent["reply_to_message_id"] == 5


async def test_it_waits_as_long_as_telegram_says(server: BotApi, sender: Sender) -> None:
    """After a 429 the message goes out, and not before its time; other chats do not wait."""
    server.faults.append(_limited(0.5))
    began = time.monotonic()
    limited = asyncio.create_task(sender.send(ASKED, ONE))
    async with asyncio.timeout(10):
        while not sender.is_held(77):  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.002)
    await sender.send_text(Place(chat=78), "two")
    await limited
    assert [sent["text"] for sent in server.sent] == ["two", "one"]
    assert time.monotonic() - began >= 0.5


async def test_whoever_does_not_wait_has_the_error_at_once(server: BotApi, sender: Sender) -> None:
    """With the seconds that are left, also for the next message to that chat, which is not even tried."""
    server.faults.append(_limited(30))
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await sender.send(ASKED, ONE, waits=False)
    assert server.calls["sendMessage"] == 1


async def test_few_messages_wait_for_a_chat(server: BotApi, sender: Sender) -> None:
    """Whoever floods a chat that Telegram limits takes no more places than a few; the rest are given up at once."""
    server.faults.append(_limited(0.2))
    with pytest.raises(RetryAfter):
        await sender.send(ASKED, ONE, waits=False)
    sending = [sender.send(ASKED, ONE) for _ in range(MOST_WAITING + 3)]
    outcomes = await asyncio.gather(*sending, return_exceptions=True)
    assert sum(isinstance(outcome, RetryAfter) for outcome in outcomes) == 3
    assert len(server.sent) == MOST_WAITING


@pytest.mark.parametrize("fault", [{"status": 502}, {"status": 500}, {"drop": True}])
async def test_a_failing_server_is_tried_again(
    server: BotApi, sender: Sender, naps: list[float], fault: dict[str, Any]
) -> None:
    """Errors of the server and lost connections cost time, not the message."""
    server.faults.append({"method": "sendMessage", "times": 2, **fault})
    await sender.send(ASKED, ONE)
    assert len(server.sent) == 1
    assert naps == list(PAUSES[:2])


async def test_it_gives_up_after_some_attempts(server: BotApi, sender: Sender, naps: list[float]) -> None:
    """Nothing is tried for ever."""
    server.faults.append({"method": "sendMessage", "times": 99, "status": 502})
    with pytest.raises(NetworkError):
        await sender.send(ASKED, ONE)
    assert server.calls["sendMessage"] == len(PAUSES) + 1
    assert naps == list(PAUSES)


@pytest.mark.parametrize(
    ("pauses", "failures", "records"),
    [((), 1, [1, 0]), ((0.0,), 1, [1, 0, 1, 2]), ((0.0,), 2, [1, 0, 1, 0])],
    ids=["given up at once", "sent again", "given up after another attempt"],
)
async def test_it_records_before_the_bytes_and_again_after_a_failure(
    api: ScriptedApi, pauses: tuple[float, ...], failures: int, records: list[int]
) -> None:
    """A part counts as sent before its bytes are written, and no longer once that has failed: if the process ends then,
    another one sends the part, and no part is lost or sent twice.
    """
    api.results["sendMessage"] = {"message_id": 9, "date": 0, "chat": PRIVATE}
    api.failures["sendMessage"] = [(502, "Bad Gateway")] * failures
    recorded: list[int] = []
    bot = Bot(TOKEN, f"{api.url}/bot", request=Connection(), get_updates_request=Connection())
    async with bot:
        sending = Sender(bot, pauses=pauses).send(
            Place(chat=77), OutgoingMessage.of([*message("one"), *message("two")]), record=recorded.append
        )
        if records[-1] == 0:
            with pytest.raises(NetworkError):
                await sending
        else:
            await sending
    assert recorded == records
    assert len(api.calls["sendMessage"]) == sum(1 for count in records if count)


@pytest.mark.parametrize(
    ("status", "error"), [(403, Forbidden), (400, BadRequest)], ids=["blocked by the user", "refused"]
)
async def test_what_will_not_get_better_is_not_tried_again(
    server: BotApi, sender: Sender, naps: list[float], status: int, error: type[Exception]
) -> None:
    """A user who blocked the bot is left alone."""
    server.faults.append({"method": "sendMessage", "times": 1, "status": status})
    with pytest.raises(error):
        await sender.send(ASKED, ONE)
    assert naps == []
    assert server.sent == []


async def test_it_follows_a_group_that_moved(server: BotApi, bot: Bot, naps: list[float]) -> None:
    """A group that became a supergroup has a new number; the message goes there, and the bot learns of it."""
    moves: list[tuple[int, int]] = []
    sender = Sender(bot, moved=lambda old, new: moves.append((old, new)))
    server.faults.append({"method": "sendMessage", "status": 400, "migrate_to_chat_id": -200})
    await sender.send(GROUP, OutgoingMessage.of([*message("one"), *message("two")]))
    assert [sent["chat"]["id"] for sent in server.sent] == [-200, -200]
    assert moves == [(-100, -200)]
    assert naps == []


def _limited(seconds: float) -> dict[str, Any]:
    return {"method": "sendMessage", "status": 429, "retry_after": seconds}


def _refused(description: str) -> dict[str, Any]:
    return {"method": "sendMessage", "status": 400, "description": description}
