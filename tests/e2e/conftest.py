"""The two processes of an end-to-end test: a Bot API server, and the real bot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.demo import TRIALS
from tests.e2e.chain_answers import chain_answers
from tests.e2e.telegram import Telegram
from tests.fork_server import close_fork_server, fork_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.answer import Answer
    from tests.fork_server import ForkedProcess

TOKEN = "4242:end-to-end-TOKEN_of_no_bot"  # noqa: S105 - of no bot


@dataclass
class BotProcess:
    """A running `presscite-bot`.

    Args:
        process: The process.
        log: The file that takes everything it writes.
    """

    process: subprocess.Popen[bytes] | ForkedProcess
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
    def fork(cls, env: Mapping[str, str], log: Path, arguments: Sequence[str] = ()) -> BotProcess:
        """A bot that begins with its libraries loaded."""
        process = fork_server().start("bot.main", arguments, env=env, folder=log.parent, output=log)
        return cls(process, log)

    @classmethod
    def start(cls, env: Mapping[str, str], log: Path, arguments: Sequence[str] = ()) -> BotProcess:
        """A bot that begins as an operator's does, with an interpreter that has loaded nothing."""
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.main", *arguments],
                env=env,
                cwd=log.parent,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        return cls(process, log)


@pytest.fixture(scope="package", autouse=True)
def _no_fork_server_afterwards() -> Iterator[None]:
    """What it holds in memory is for these tests alone."""
    yield
    close_fork_server()


@pytest.fixture(scope="package")
def plain_env(presscite_env: dict[str, str]) -> dict[str, str]:
    """The same without a reading model: where it is delivery that is tested, with many questions."""
    return {**presscite_env, "PRESSCITE_READER": "off"}


@pytest.fixture(scope="package")
def answers(presscite_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """What `build_chain()` answers to the trials."""
    asked = [trial.question for trial in TRIALS]
    return chain_answers(asked, presscite_env, tmp_path_factory.mktemp("answers"))


@contextmanager
def serving() -> Iterator[Telegram]:
    """A Bot API server in its own process while the block runs."""
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "output"
        process = fork_server().start(
            "tests.e2e.bot_api", ["--token", TOKEN], env=os.environ, folder=Path(name), output=output
        )
        while not (line := output.read_text()).endswith("\n"):
            assert process.poll() is None, line
            time.sleep(0.01)
        client = Telegram(f"http://127.0.0.1:{json.loads(line)['port']}")
        try:
            yield client
        finally:
            client.close()
            process.terminate()
            process.wait(10)


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
