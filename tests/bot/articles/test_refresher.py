"""The bot keeps its articles fresh."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from typing import TYPE_CHECKING

import pytest

import bot.articles.refresher
from bot.articles.refresher import Refreshed, Refresher
from bot.settings import BotSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


async def test_a_refresh_ends_with_its_numbers(command: Callable[[str], None]) -> None:
    """They are those that the program has printed."""
    command(f"print({json.dumps(json.dumps(REPORT))})")
    assert await Refresher(settings()).refresh() == DONE


async def test_why_one_failed_is_in_the_log(
    command: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever wanted it learns only that it failed."""
    command("import sys; sys.exit('presscite: the disk is full')")
    assert await Refresher(settings()).refresh() is None
    assert "the disk is full" in caplog.text


async def test_one_at_a_time(command: Callable[[str], None], tmp_path: Path) -> None:
    """Another one begins when the first has ended."""
    mark = tmp_path / "running"
    command(
        f"import pathlib, time; mark = pathlib.Path({str(mark)!r}); mark.touch(exist_ok=False); time.sleep(0.05);"
        f"mark.unlink(); print({json.dumps(json.dumps(REPORT))})"
    )
    refresher = Refresher(settings())
    both = [asyncio.create_task(refresher.refresh()) for _ in range(2)]
    await _until(lambda: refresher.running)
    assert await asyncio.gather(*both) == [DONE, DONE]
    assert not refresher.running


async def test_it_stops_a_refresh_that_is_running(command: Callable[[str], None]) -> None:
    """When the bot is to stop, it does not wait for the end of a long refresh."""
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
        await _until(lambda: _changed(watched) and caplog.text.count("refresh done") >= 2)
        await refresher.stop()


def _changed(folder: Path) -> bool:
    """Change a folder once more: nobody knows from when on the system watches it."""
    (folder / f"{time.monotonic_ns()}.txt").write_text("News.")
    return True


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
