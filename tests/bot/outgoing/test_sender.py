"""Messages on their way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.outgoing.http import Connection
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.sender import MOST_WAITING, PAUSES, Sender
from bot.place import Place
from bot.rendering.answer import message
from bot.rendering.markup import Part, Run
from tests.bot.fake_telegram import PRIVATE, TOKEN, FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from tests.bot.scripted_api import ScriptedApi

GROUP = {"id": -100, "type": "supergroup", "title": "Readers", "is_forum": True}


def _message(telegram: FakeTelegram, **extra: Any) -> Message:
    raw = {"message_id": 5, "date": 0, "chat": {"id": 77, "type": "private"}, "text": "?"} | extra
    return Message.de_json(raw, telegram.application.bot)


async def _deliver(telegram: FakeTelegram, *parts: Part, **extra: Any) -> list[dict[str, Any]]:
    place = Place.of(_message(telegram, **extra))
    await telegram.services.sender.send(place, OutgoingMessage.of(parts))
    return telegram.api.sent


async def test_the_first_part_quotes_the_question() -> None:
    """It survives that the question is deleted; no part shows a preview of a link."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        first, second = await _deliver(telegram, *message("one"), *message("two"))
    assert first["reply_to_message_id"] == 5
    assert first["allow_sending_without_reply"] is True
    assert "reply_to_message_id" not in second
    assert first["link_preview_options"] == second["link_preview_options"] == {"is_disabled": True}


async def test_it_stays_in_the_topic() -> None:
    """In a forum the answer goes where the question was asked."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (sent,) = await _deliver(
            telegram, *message("one"), chat=GROUP, message_thread_id=9, is_topic_message=True
        )
    assert (sent["chat"]["id"], sent["message_thread_id"]) == (-100, 9)


async def test_refused_markup_goes_out_as_plain_text() -> None:
    """The same words arrive, with the links spelled out."""
    part = Part((Run(text="Title", url="https://x.example/"), Run(text=" <rest>")))
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append(
            {
                "method": "sendMessage",
                "times": 1,
                "status": 400,
                "description": "Bad Request: can't parse entities: unexpected end",
            }
        )
        (sent,) = await _deliver(telegram, part)
    assert sent["text"] == "Title (https://x.example/) <rest>"
    assert sent["reply_to_message_id"] == 5


async def test_it_waits_as_long_as_telegram_says() -> None:
    """After a 429 the message goes out, and not before its time; other chats do not wait."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append(
            {"method": "sendMessage", "times": 1, "status": 429, "retry_after": 1, "chat_id": 77}
        )
        began = time.monotonic()
        limited = asyncio.create_task(_deliver(telegram, *message("one")))
        await asyncio.sleep(0.05)
        assert telegram.services.sender.is_held(77)
        await telegram.services.sender.send_text(Place(chat=78), "two")
        await limited
    assert [sent["text"] for sent in telegram.api.sent] == ["two", "one"]
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("fault", [{"status": 502}, {"status": 500}, {"drop": True}])
async def test_a_failing_server_is_tried_again(naps: list[float], fault: dict[str, Any]) -> None:
    """Errors of the server and lost connections cost time, not the message."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 2, **fault})
        assert len(await _deliver(telegram, *message("one"))) == 1
    assert naps == list(PAUSES[:2])


async def test_it_gives_up_after_some_attempts(naps: list[float]) -> None:
    """Nothing is tried for ever."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 99, "status": 502})
        with pytest.raises(NetworkError):
            await _deliver(telegram, *message("one"))
        assert telegram.api.calls["sendMessage"] == len(PAUSES) + 1
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
    naps: list[float], status: int, error: type[Exception]
) -> None:
    """A user who blocked the bot is left alone."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 1, "status": status})
        with pytest.raises(error):
            await _deliver(telegram, *message("one"))
    assert naps == []
    assert telegram.api.sent == []


async def test_it_follows_a_group_that_moved(naps: list[float]) -> None:
    """A group that became a supergroup has a new id; the answer goes there."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append(
            {"method": "sendMessage", "times": 1, "status": 400, "migrate_to_chat_id": -200}
        )
        (sent,) = await _deliver(telegram, *message("one"), chat=GROUP)
    assert sent["chat"]["id"] == -200
    assert naps == []


async def test_a_flood_in_a_limited_chat_holds_up_nobody() -> None:
    """Somebody whom Telegram limits sends more commands than the bot has places; another person's is answered before
    the limit is over, and of the first one's some are, later.
    """
    async with FakeTelegram(ScriptedChain(), TELEGRAM_CONCURRENCY="4") as telegram:
        queue = telegram.application.update_queue
        telegram.api.faults.append(
            {"method": "sendMessage", "chat_id": 81, "times": 4, "status": 429, "retry_after": 1}
        )
        for number in range(12):
            await queue.put(_command(telegram, number, 81))
        await queue.put(_command(telegram, 12, 90))
        async with asyncio.timeout(10):
            await queue.join()
    first, *others = [sent["chat"]["id"] for sent in telegram.api.sent]
    assert first == 90
    assert others == [81] * MOST_WAITING


def _command(telegram: FakeTelegram, number: int, person: int) -> Update | None:
    """/help, as it comes in."""
    sender = {"id": person, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    chat = {"id": person, "type": "private"}
    mark = {"type": "bot_command", "offset": 0, "length": 5}
    message = {"message_id": number + 1, "date": 1, "from": sender, "chat": chat, "text": "/help"}
    return Update.de_json(
        {"update_id": number, "message": {**message, "entities": [mark]}}, telegram.application.bot
    )
