"""The two processes of an end-to-end test: a Bot API server, and the real bot."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.telegram_user import Telegram

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TOKEN = "4242:end-to-end-TOKEN_of_no_bot"  # noqa: S105 - of no bot
REPOSITORY = Path(__file__).parents[2]


@dataclass
class BotProcess:
    """A running `presscite-bot`.

    Args:
        process: The process.
        log: The file that takes everything it writes.
    """

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(60)

    @classmethod
    def start(cls, env: Mapping[str, str], log: Path, arguments: Sequence[str] = ()) -> BotProcess:
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.main", *arguments],
                env=env,
                cwd=log.parent,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        return cls(process, log)


@contextmanager
def serving() -> Iterator[Telegram]:
    """A Bot API server in its own process while the block runs."""
    command = [sys.executable, "-m", "tests.e2e.bot_api", "--token", TOKEN]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        client = Telegram(f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}")
        try:
            yield client
        finally:
            client.close()
            process.terminate()


@pytest.fixture(scope="module")
def telegram() -> Iterator[Telegram]:
    """A Bot API server, the same for all tests of a module."""
    with serving() as client:
        yield client


@pytest.fixture(scope="module")
def bot_env(
    telegram: Telegram, presscite_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a bot that talks to the server of the tests, and answers from the samples."""
    return env_of_bot(telegram, presscite_env, tmp_path_factory.mktemp("state") / "bot.db")


def env_of_bot(telegram: Telegram, env: Mapping[str, str], state: Path) -> dict[str, str]:
    """The environment of a bot that talks to a server; each server numbers its updates from the same start, so that
    each needs a state of its own.
    """
    return {
        **env,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": telegram.url,
        "TELEGRAM_STATE": str(state),
    }


@pytest.fixture(scope="module")
def bot(bot_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """The real bot; all tests of a module talk to the same one."""
    running = BotProcess.start(bot_env, tmp_path_factory.mktemp("bot") / "log")
    yield running
    assert running.stop() == 0, running.output
