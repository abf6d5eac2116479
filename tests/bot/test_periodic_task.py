"""A task that is done again and again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.periodic_task import PeriodicTask

if TYPE_CHECKING:
    import pytest


class Runs:
    """A task whose runs a test counts, and holds.

    Attributes:
        count: How many runs have begun.
        ended: How many have come to their end.
    """

    def __init__(self) -> None:
        self.count = 0
        self.ended = 0
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self) -> None:
        self.count += 1
        await self.free.wait()
        self.ended += 1

    async def until(self, count: int) -> None:
        """Wait for so many runs."""
        async with asyncio.timeout(10):
            while self.count < count:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0)


async def test_it_runs_until_it_is_stopped() -> None:
    """The first run begins at once; after the end there is none."""
    runs = Runs()
    task = PeriodicTask(runs, 0.0, "failed")
    task.start()
    await runs.until(3)
    await task.stop()
    count = runs.count
    await asyncio.sleep(0.01)
    assert runs.count == count


async def test_a_run_that_fails_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    """The log says what has failed."""
    runs = Runs()

    async def work() -> None:
        await runs()
        raise OSError(28, "No space left on device")

    task = PeriodicTask(work, 0.0, "old state is not deleted")
    task.start()
    await runs.until(2)
    await task.stop()
    assert "old state is not deleted" in caplog.text
    assert "No space left" in caplog.text


async def test_a_run_that_is_under_way_ends_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that it waits for cannot be cancelled; but no run holds up the end for long."""
    runs = Runs()
    task = PeriodicTask(runs, 60, "failed")
    runs.free.clear()
    task.start()
    await runs.until(1)
    stopping = asyncio.create_task(task.stop())
    await asyncio.sleep(0.01)
    assert not stopping.done()
    runs.free.set()
    await asyncio.wait_for(stopping, 10)
    assert runs.ended == 1
    monkeypatch.setattr("bot.periodic_task._STOP_SECONDS", 0.01)
    runs.free.clear()
    other = PeriodicTask(runs, 60, "failed")
    other.start()
    await runs.until(2)
    await asyncio.wait_for(other.stop(), 10)
    assert runs.ended == 1


async def test_what_was_never_started_can_be_stopped() -> None:
    """A bot that could not start stops everything all the same."""
    await PeriodicTask(Runs(), 60, "failed").stop()
