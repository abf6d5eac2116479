"""Processes that share a queue: the jobs of a dead one are taken over, those of a living one are not."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.jobs.file_instance import FileInstance
from tests.bot.fake_telegram import TOKEN

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


_KILLED = """
import os, signal, sys
from pathlib import Path
from bot.jobs.file_instance import FileInstance
from bot.settings import BotSettings
from bot.state.state import State

folder, home, token, killed = Path(sys.argv[1]), *sys.argv[2:]
state = State(BotSettings.load({"TELEGRAM_BOT_TOKEN": token, "PRESSCITE_HOME": home}))
instance = FileInstance(folder)
instance.start()
job = state.jobs.claim(instance.id)
for count in (1, 2):
    with instance.marking(job.id, count):
        state.jobs.record_sending(job, count, {"parts": []})
        if killed == f"before {count}":
            os.kill(os.getpid(), signal.SIGKILL)
    if killed == f"after {count}":
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("killed", "begun"), [("before 1", 0), ("before 2", 1), ("after 2", 2)])
def test_what_was_recorded_and_not_written_is_sent_again(
    state: State, tmp_path: Path, folder: Path, killed: str, begun: int
) -> None:
    """A process that is killed right after it has recorded a message has not sent it: the mark tells."""
    state.jobs.add(1, 77, 77, 1, {})
    state.jobs.add(2, 78, 78, 1, {})
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), str(tmp_path), TOKEN, killed],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    heir = FileInstance(folder)
    heir.start()
    assert heir.recover(state.jobs) == 1
    job = state.jobs.claim(heir.id)
    assert job is not None
    assert (job.id, job.begun) == (1, begun)
    heir.stop()
    assert list(folder.iterdir()) == []
