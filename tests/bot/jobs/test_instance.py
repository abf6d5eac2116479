"""Processes that share a queue: the jobs of a dead one are taken over, those of a living one are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.jobs.file_instance import FileInstance

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.state import State


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the locks are."""
    return tmp_path / "instances"


def test_only_the_dead_are_taken_over(state: State, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A lock is held as long as an instance lives, and goes with it."""
    living, other = FileInstance(folder), FileInstance(folder)
    living.start()
    other.start()
    state.jobs.add(1, 77, 77, 1, {})
    assert state.jobs.claim(other.id) is not None
    assert living.recover(state.jobs) == 0
    other.stop()
    assert living.recover(state.jobs) == 1
    assert state.jobs.counts() == (1, 0)
    assert "taken over from an instance that is no more count=1" in caplog.text
    living.stop()
    assert list(folder.iterdir()) == []


def test_an_instance_takes_nothing_over_from_itself(state: State, folder: Path) -> None:
    """What it has in work stays in work."""
    instance = FileInstance(folder)
    instance.start()
    state.jobs.add(1, 77, 77, 1, {})
    assert state.jobs.claim(instance.id) is not None
    assert instance.recover(state.jobs) == 0
    assert state.jobs.counts() == (0, 1)
    instance.stop()
