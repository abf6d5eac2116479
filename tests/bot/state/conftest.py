"""The state in both engines: each test of what the bot remembers runs over SQLite and over PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from bot.state.open_database import open_database
from bot.state.state import State
from tests.bot.empty_state import put_empty_state
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.database import Database

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def bot_settings(request: pytest.FixtureRequest, tmp_path: Path) -> BotSettings:
    """The settings of a bot that remembers nothing yet, with its state in one engine and in the other."""
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path)}
    if request.param == "postgresql":
        environ["PRESSCITE_DATABASE_URL"] = request.getfixturevalue("bot_database_url")
        environ["PRESSCITE_CHROMA_URL"] = "http://127.0.0.1:1"  # which nobody asks
    settings = BotSettings.load(environ)
    if request.param == "sqlite":
        put_empty_state(settings.state_path)
    return settings


@pytest.fixture
def state(bot_settings: BotSettings) -> Iterator[State]:
    """An empty state."""
    opened = State(bot_settings)
    yield opened
    opened.close()


@pytest.fixture
def database(bot_settings: BotSettings) -> Iterator[Database]:
    """The tables, empty."""
    opened = open_database(bot_settings, f"bot_{bot_settings.bot_id}", bot_settings.state_path)
    yield opened
    opened.close()
