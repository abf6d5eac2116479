"""The processes of several machines: bots, workers, refreshes and the two servers that they share."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Protocol, Self

import yaml

from retrieval.settings import Settings
from tests.chroma_process import ChromaProcess
from tests.conftest import REPOSITORY, subprocess_env
from tests.e2e.conftest import TOKEN, BotProcess
from tests.postgres_process import PostgresProcess

if TYPE_CHECKING:
    import signal
    from collections.abc import Mapping
    from pathlib import Path

    from tests.e2e.telegram import Telegram
    from tests.fork_server import ForkServer

_SERVICES = yaml.safe_load((REPOSITORY / "bot/deploy/compose.machines.yaml").read_text())["services"]
_SCRIPTS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["scripts"]


class Database(Protocol):
    """A PostgreSQL, of one server or several."""

    @property
    def address(self) -> str:
        """As in `PRESSCITE_DATABASE_URL`."""

    def start(self) -> None:
        """Start it; wait until it answers."""

    def kill(self) -> None:
        """End it at once."""

    def discard(self) -> None:
        """End it, and delete its data."""


class Deployment:
    """Two or more bots behind one webhook, workers and refreshes, as compose.machines.yaml has them.

    Each process has a home of its own, as if it were on a machine of its own: all share but the addresses of PostgreSQL
    and of the Chroma server.

    Args:
        folder: For everything.
        telegram: The Bot API server, which nobody else uses.
        bots: How many there are.
        workers: How many there are.
        forks: Where processes are forked; where left out, each begins with an interpreter.
        postgres: Where left out, one server.

    Attributes:
        bots: The bots that run.
        workers: The workers that run.
        postgres: As given.
        chroma: The Chroma server.
    """

    def __init__(
        self,
        folder: Path,
        telegram: Telegram,
        *,
        bots: int,
        workers: int,
        forks: ForkServer | None = None,
        postgres: Database | None = None,
    ) -> None:
        self._folder = folder
        self._forks = forks
        self._telegram = telegram
        self._bots, self._workers = bots, workers
        self.postgres = postgres or PostgresProcess(durable=True)
        self.chroma = ChromaProcess(folder / "chroma")
        self.bots: list[BotProcess] = []
        self.workers: list[BotProcess] = []
        self._started = 0

    def __enter__(self) -> Self:
        self.chroma.start()
        self.postgres.start()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.bots, *self.workers):
            process.process.kill()
        self.chroma.kill()
        self.postgres.discard()

    def start(self) -> None:
        """Start the bots and the workers, once there is a store."""
        self.bots = [self._bot(number) for number in range(self._bots)]
        self.workers = [self._worker(number) for number in range(self._workers)]
        routes = [self._socket(number) for number in range(self._bots)]
        self._telegram.change(routes=routes, longest_pause=1.0)

    @property
    def answering(self) -> bool:
        """Whether all bots have begun to answer."""
        return all("answering bot=" in bot.output for bot in self.bots)

    def revive(self) -> None:
        """Start again what has ended by itself, as where the database was away at first: `restart: unless-stopped`."""
        for number, bot in enumerate(self.bots):
            if bot.process.poll() is not None:
                self.bots[number] = self._bot(number)
        for number, worker in enumerate(self.workers):
            if worker.process.poll() is not None:
                self.workers[number] = self._worker(number)

    def restart_bot(self, number: int, by: signal.Signals) -> None:
        """End a bot, and start it again."""
        self.bots[number].stop(by)
        self.bots[number] = self._bot(number)

    def restart_worker(self, number: int, by: signal.Signals) -> None:
        """End a worker, and start it again."""
        self.workers[number].stop(by)
        self.workers[number] = self._worker(number)

    def refreshing(self, *sources: Path) -> BotProcess:
        """A refresh that has just begun."""
        return self._process("retrieval.cli", ["refresh", "--wait", *map(str, sources)], self.env("refresh"))

    def env(self, name: str) -> dict[str, str]:
        """The environment of a process on a machine of its own: only the addresses are shared."""
        return {
            **subprocess_env(self._folder / name / "home", Settings().model_cache),
            "PRESSCITE_DATABASE_URL": self.postgres.address,
            "PRESSCITE_CHROMA_URL": self.chroma.url,
            "PRESSCITE_READER": "off",
        }

    def _socket(self, number: int) -> str:
        return f"unix:{self._folder / f'bot-{number}.sock'}"

    def _bot(self, number: int) -> BotProcess:
        env = {
            **self.env(f"bot-{number}"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self._telegram.url,
            "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
        }
        return self._service("bot", env, self._socket(number))

    def _worker(self, number: int) -> BotProcess:
        return self._service("worker", self.env(f"worker-{number}"), "")

    def _service(self, name: str, env: Mapping[str, str], listen: str) -> BotProcess:
        """A process as the compose file has it, but for the addresses."""
        service = _SERVICES[name]
        settings = {
            "PRESSCITE_DATABASE_URL": self.postgres.address,
            "PRESSCITE_CHROMA_URL": self.chroma.url,
            "TELEGRAM_METRICS_LISTEN": "127.0.0.1:0",
            "TELEGRAM_WEBHOOK_LISTEN": listen,
        }
        program, *arguments = service["command"]
        module = _SCRIPTS[program].partition(":")[0]
        return self._process(
            module, arguments, {**env, **{each: settings[each] for each in service["environment"]}}
        )

    def _process(self, module: str, arguments: list[str], env: Mapping[str, str]) -> BotProcess:
        self._started += 1
        log = self._folder / f"log-{self._started:04}-{module}"
        # One thread of the model each, as the processes share the machine.
        env = {**env, "PYTHONPATH": str(REPOSITORY), "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
        if self._forks is not None:
            forked = self._forks.start(module, arguments, env=env, folder=self._folder, output=log)
            return BotProcess(forked, log)
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env=env,
                cwd=self._folder,
                stdout=stream,
                stderr=stream,
            )
        return BotProcess(process, log)
