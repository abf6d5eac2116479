"""Whether the bot is well."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.metrics import Metrics
from bot.ops.health import Health
from bot.ops.store_check import StoreCheck, StoreStatus
from tests.bot.ops.conftest import ScriptedSource, settings_for

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_store_that_is_not_there_yet(tmp_path: Path) -> None:
    """No articles yet is no fault; it is distinguished from a store that can be read."""
    health = Health(ScriptedSource(), StoreCheck(settings_for(tmp_path)), Metrics())
    await health.look_at_store()
    assert health.report().healthy
    assert health.report().reasons["store"] == "no articles yet"


async def test_a_look_that_hangs_is_reported(
    source: ScriptedSource, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that does not answer is a fault, and is not asked a second time while it is silent."""
    silent, asked = asyncio.Event(), 0

    class Hanging(StoreCheck):
        async def look(self) -> StoreStatus:
            nonlocal asked
            asked += 1
            await silent.wait()
            return StoreStatus(articles=3)

    monkeypatch.setattr("bot.ops.health.LONGEST_LOOK", 0.05)
    health = Health(source, Hanging(settings_for(sample_home)), Metrics())
    for _ in range(3):
        await health.look_at_store()
    assert "takes longer" in health.report().reasons["store"]
    assert asked == 1
    silent.set()
    await health.look_at_store()
    assert health.report().healthy


async def test_looks_are_repeated(
    health: Health, source: ScriptedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the store every few seconds, at the source every minute (here: much sooner)."""
    monkeypatch.setattr("bot.ops.health.STORE_EVERY", 0.01)
    monkeypatch.setattr("bot.ops.health.SOURCE_EVERY", 0.02)
    looking = asyncio.create_task(health.keep_looking())
    async with asyncio.timeout(10):
        while source.looks < 2:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert health.report().reasons["store"] == "ok"


async def test_a_look_that_fails_is_not_the_last(
    health: Health,
    source: ScriptedSource,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever goes wrong while looking is logged, and the next look is made all the same."""
    monkeypatch.setattr("bot.ops.health.STORE_EVERY", 0.01)
    monkeypatch.setattr("bot.ops.health.SOURCE_EVERY", 0.0)

    async def look() -> None:
        source.looks += 1
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(source, "look", look)
    looking = asyncio.create_task(health.keep_looking())
    async with asyncio.timeout(10):
        while source.looks < 2:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert "could not be looked at error=RuntimeError" in caplog.text
