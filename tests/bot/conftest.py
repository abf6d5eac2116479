"""What the bot's tests share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from bot.state.state import State
from tests.bot.fake_telegram import TOKEN
from tests.bot.scripted_api import ScriptedApi, scripted_api
from tests.bot.webhook_receiver import Receiver, receiving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between attempts, written down instead of slept."""
    slept: list[float] = []

    async def nap(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("bot.outgoing.sender.sleep", nap)
    return slept


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Logging as it was before a test that configures it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """An empty state."""
    opened = State(BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path)}))
    yield opened
    opened.close()


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    """A Bot API server that answers as a test says."""
    async with scripted_api() as api:
        yield api


@pytest.fixture
async def receiver(api: ScriptedApi) -> AsyncIterator[Receiver]:
    """A webhook that listens on a free port."""
    async with receiving(api) as receiver:
        yield receiver
