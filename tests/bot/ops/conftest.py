"""What the tests of operators' pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.metrics import Metrics
from bot.ops.health import Health
from bot.ops.store_check import StoreCheck
from bot.settings import BotSettings
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from pathlib import Path


class ScriptedSource:
    """An update source that is as a test says."""

    def __init__(self) -> None:
        self.broken: str | None = None
        self.hopeless = False
        self.looks = 0

    def open(self) -> None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def ended(self) -> None: ...

    async def look(self) -> None:
        self.looks += 1

    def fault(self) -> str | None:
        return self.broken

    def stuck(self) -> bool:
        return self.hopeless


def settings_for(home: Path, **more: str) -> BotSettings:
    """Settings of a bot over a store."""
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(home), **more}
    return BotSettings.load(environ)


@pytest.fixture
def source() -> ScriptedSource:
    """Where updates would come from."""
    return ScriptedSource()


@pytest.fixture
def health(source: ScriptedSource, sample_home: Path) -> Health:
    """Of a bot over the samples."""
    return Health(source, StoreCheck(settings_for(sample_home)), Metrics())
