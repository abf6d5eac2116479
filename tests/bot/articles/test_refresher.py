"""The bot keeps its articles fresh, and says so to admins only."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

import bot.articles.refresher
from bot.articles.refresher import Refreshed, Refresher
from bot.settings import BotSettings
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADMIN = 77  # the user of the fake Telegram
REPORT = {"added": ["a"], "updated": [], "removed": ["b", "c"], "failed": [], "articles": 5, "seconds": 0.1}
DONE = Refreshed(added=1, updated=0, removed=2, failed=0, articles=5)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put another program in the place of `presscite refresh`."""

    def use(program: str) -> None:
        monkeypatch.setattr(bot.articles.refresher, "_COMMAND", (sys.executable, "-c", program))

    return use


def settings(**given: str) -> BotSettings:
    return BotSettings.load({"TELEGRAM_BOT_TOKEN": "1:a", **given})


async def _say(refresher: Refresher | None, admins: tuple[int, ...], **message: Any) -> list[str]:
    async with FakeTelegram(ScriptedChain(), refresher, admins) as telegram:
        await telegram.receive(**message)
    return [sent["text"] for sent in telegram.api.sent]  # leaving waits for what was begun


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_admin_refreshes(command: Callable[[str], None], language: str) -> None:
    """It is told that it begins, and then what came of it, with the numbers."""
    command(f"print({json.dumps(json.dumps(REPORT))})")
    said = await _say(Refresher(settings()), (ADMIN,), text="/refresh", language=language)
    texts = LANGUAGES[language]
    assert said == [
        texts.refresh_started,
        texts.refresh_done.format(added=1, updated=0, removed=2, failed=0, articles=5),
    ]


@pytest.mark.parametrize("admins", [(), (1, 2)])
async def test_nobody_else_does(command: Callable[[str], None], admins: tuple[int, ...]) -> None:
    """For anybody else, and for everybody where there are no admins, it is no command."""
    command("raise SystemExit(1)")
    assert await _say(Refresher(settings()), admins, text="/refresh") == [LANGUAGES["en"].unknown_command]


async def test_a_failure_is_told_without_its_text(
    command: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    """The user reads that it failed, the log why."""
    command("import sys; sys.exit('presscite: the disk is full')")
    said = await _say(Refresher(settings()), (ADMIN,), text="/refresh")
    assert said == [LANGUAGES["en"].refresh_started, LANGUAGES["en"].refresh_failed]
    assert "the disk is full" in caplog.text


async def test_one_at_a_time(command: Callable[[str], None]) -> None:
    """While one is running, another is not begun."""
    command(f"import time; time.sleep(0.5); print({json.dumps(json.dumps(REPORT))})")
    refresher = Refresher(settings())
    async with FakeTelegram(ScriptedChain(), refresher, (ADMIN,)) as telegram:
        await telegram.receive(text="/refresh")
        await _until(lambda: refresher.running)
        (second,) = await telegram.receive(text="/refresh")
        assert second["text"] == LANGUAGES["en"].refresh_running


async def test_it_stops_a_refresh_that_is_running(command: Callable[[str], None]) -> None:
    """When the bot is told to stop, it does not wait for the end of a long refresh."""
    command("import time; time.sleep(600)")
    refresher = Refresher(settings())
    task = asyncio.create_task(refresher.refresh())
    await _until(lambda: refresher._process is not None)
    began = time.monotonic()
    await refresher.stop()
    assert await task is None
    assert time.monotonic() - began < 300


async def test_the_clock_and_the_folder(
    command: Callable[[str], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It refreshes at the start and whenever a watched folder changes."""
    command(f"print({json.dumps(json.dumps(REPORT))})")
    watched = tmp_path / "articles"
    watched.mkdir()
    given = {"PRESSCITE_SOURCES": str(watched), "PRESSCITE_REFRESH_WATCH": "true"}
    refresher = Refresher(settings(**given, PRESSCITE_HOME=str(tmp_path / "home")))
    with caplog.at_level(logging.INFO):
        refresher.start()
        await _until(lambda: caplog.text.count("refresh done") == 1)
        await asyncio.sleep(1)  # until the system watches
        (watched / "new.txt").write_text("News.")
        await _until(lambda: caplog.text.count("refresh done") >= 2)
        await refresher.stop()


async def _until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not ready():  # noqa: ASYNC110 - the log has no event
            await asyncio.sleep(0.05)


async def test_without_sources_there_is_no_clock(caplog: pytest.LogCaptureFixture) -> None:
    """A schedule without anything to read is named in the log, once."""
    refresher = Refresher(settings(PRESSCITE_REFRESH_EVERY="15m"))
    refresher.start()
    await refresher.stop()
    assert caplog.text.count("PRESSCITE_SOURCES") == 1


def test_the_real_command_is_one() -> None:
    """What it runs is `presscite refresh` with options that there are."""
    from click.testing import CliRunner

    from retrieval.cli import main

    arguments = bot.articles.refresher._COMMAND[3:]
    assert CliRunner().invoke(main, [*arguments, "--help"]).exit_code == 0
