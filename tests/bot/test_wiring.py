"""The parts of the bot, put together."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.outgoing.sender import MOST_WAITING
from bot.settings import BotSettings
from bot.wiring import build_runtime
from tests.bot.fake_telegram import TOKEN, FakeTelegram, ScriptedChain


def test_it_is_built_from_the_settings() -> None:
    """The server, the token, and how many questions are answered at once."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081",
        "TELEGRAM_CONCURRENCY": "5",
    }
    application = build_runtime(BotSettings.load(environ), ScriptedChain()).application
    assert application.bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert application.bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"
    assert application.update_processor.max_concurrent_updates == 5
    assert application.error_handlers


async def test_a_flood_in_a_limited_chat_holds_up_nobody() -> None:
    """Somebody whom Telegram limits sends more commands than the bot has places; another person's is answered before
    the limit is over, and of the first one's some are, later.
    """
    async with FakeTelegram(ScriptedChain(), TELEGRAM_CONCURRENCY="4") as telegram:
        queue = telegram.application.update_queue
        telegram.api.faults.append(
            {"method": "sendMessage", "chat_id": 81, "times": 4, "status": 429, "retry_after": 0.3}
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
