"""The application that Telegram talks to."""

from __future__ import annotations

from bot.app import build_application
from bot.settings import BotSettings
from tests.bot.fake_telegram import TOKEN, ScriptedChain


def test_it_is_built_from_the_settings() -> None:
    """The server, the token, and how many questions are answered at once."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081",
        "TELEGRAM_CONCURRENCY": "5",
    }
    application = build_application(BotSettings.load(environ), ScriptedChain())
    assert application.bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert application.bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"
    assert application.update_processor.max_concurrent_updates == 5
    assert application.error_handlers
