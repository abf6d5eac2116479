"""Bots, workers, refreshes and both servers of several machines, killed at random instants.

Two bots with homes of their own answer people behind one webhook, workers embed what refreshes bring, and all share but
two addresses: of a PostgreSQL server and of a Chroma server.  They are started by the commands and with the settings of
bot/deploy/compose.machines.yaml.  Each turn people ask, articles change, a refresh begins,
and one of the processes is killed and started again.  In the end each question has one answer, or a notice that says
why not, and the store holds what a build from nothing holds.
"""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx
import yaml

from retrieval.demo import TRIALS
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.conftest import REPOSITORY, SAMPLES, subprocess_env
from tests.e2e.conftest import TOKEN, BotProcess, serving
from tests.e2e.telegram_user import TelegramUser
from tests.postgres_process import PostgresProcess
from tests.soak.newsroom import Newsroom, contents
from tests.soak.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.e2e.telegram_user import Telegram
    from tests.fork_server import ForkServer

_SERVICES = yaml.safe_load((REPOSITORY / "bot/deploy/compose.machines.yaml").read_text())["services"]
_SCRIPTS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["scripts"]

TARGETS = ("bot", "worker", "refresh", "chroma", "postgres")
_ARTICLES = 55
_PEOPLE = 6  # who ask one question each turn
_LATEST = 8.0  # seconds of a turn after which something is killed
_DOWN = 1.0  # seconds that a server is away
_LONGEST = 300.0
_TOLERANCE = 0.02  # of the packaged model, which rounds otherwise in another batch
_LAST_SECONDS = 2.0  # in which an answer too many would still come


def run(kills: int = 200, seed: int = 1, bots: int = 2, workers: int = 3) -> dict[str, Any]:
    """Kill so many processes, of each kind about as many."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        telegram = stack.enter_context(serving())
        machines = stack.enter_context(Machines(Path(name), telegram, seed, bots=bots, workers=workers))
        return machines.run([TARGETS[number % len(TARGETS)] for number in range(kills)])


def is_wrong(figures: Mapping[str, Any]) -> bool:
    """Whether a question was lost or answered twice, or the store is not what it should be."""
    return bool(figures["lost"] or figures["doubled"] or figures["strays"] or figures["faults"])


class ChromaProcess:
    """A Chroma server that can be killed and started again at the same address.

    Args:
        folder: Where its data are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; wait until it answers."""
        program = "from chromadb.cli.cli import app; app()"
        options = ["run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _LONGEST
        while True:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=5, trust_env=False).raise_for_status()
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the Chroma server does not start"
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """End it at once."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


class Machines:
    """Everything that runs.

    Args:
        folder: For everything.
        telegram: The Bot API server, which nobody else uses.
        seed: Of all chances.
        bots: How many there are.
        workers: How many there are.
        articles: How many come in each turn; below about fifty, their passages are too few to be shared with workers.
        forks: Where processes are forked; where left out, each begins with an interpreter.
    """

    def __init__(
        self,
        folder: Path,
        telegram: Telegram,
        seed: int,
        *,
        bots: int,
        workers: int,
        articles: int = _ARTICLES,
        forks: ForkServer | None = None,
    ) -> None:
        self._folder = folder
        self._forks = forks
        self._articles = articles
        self._telegram = telegram
        self._chance = random.Random(seed)  # noqa: S311 - a seeded choice
        self._room = Newsroom(folder / "articles", seed)
        self._postgres = PostgresProcess(durable=True)
        self._chroma = ChromaProcess(folder / "chroma")
        self._bots: list[BotProcess | None] = [None] * bots
        self._workers: list[BotProcess | None] = [None] * workers
        self._tally = Tally(telegram)
        self._kills: Counter[str] = Counter()
        self._failed = 0  # refreshes
        self._started = 0

    def __enter__(self) -> Self:
        self._chroma.start()
        self._postgres.start()
        self._room.add(self._articles)
        assert self._refreshing().process.wait() == 0
        for number in range(len(self._bots)):
            self._start_bot(number)
        for number in range(len(self._workers)):
            self._start_worker(number)
        self._telegram.change(routes=[self._socket(n) for n in range(len(self._bots))], longest_pause=1.0)
        self._until(lambda: all("answering bot=" in bot.output for bot in self._bots if bot))
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self._bots, *self._workers):
            if process is not None:
                process.stop(signal.SIGKILL)
        self._chroma.kill()
        self._postgres.__exit__()

    def run(self, targets: Sequence[str]) -> dict[str, Any]:
        """Kill these, one after the other; the figures."""
        for target in targets:
            self._turn(target)
        self._until(lambda: not self._tally.open())
        time.sleep(_LAST_SECONDS)
        self._tally.look()
        questions = self._tally.questions
        return {
            "kills": dict(self._kills),
            "asked": len(questions),
            "answered once": sum(len(each.answers) == 1 and not each.notices for each in questions),
            "with a notice": sum(bool(each.notices) and not each.answers for each in questions),
            "doubled": sum(len(each.answers) + len(each.notices) > 1 for each in questions),
            "lost": len(self._tally.open()),
            "notices": sorted({reply.text[:60] for each in questions for reply in each.notices}),
            "strays": len(self._tally.strays),
            "refreshes that failed": self._failed,
            "faults": self._faults(),
        }

    def _turn(self, target: str) -> None:
        """People ask, articles change, a refresh begins, something is killed; until all is done."""
        for _ in range(_PEOPLE):
            self._tally.ask(TelegramUser(self._telegram), self._chance.choice(TRIALS).question)
        self._room.change(adds=self._articles, rewrites=3, removes=self._articles - 2)
        refreshing = self._refreshing()
        time.sleep(self._chance.uniform(0.0, _LATEST))
        self._kill(target, refreshing)
        while refreshing.process.wait():
            self._failed += 1
            refreshing = self._refreshing()
        self._until(lambda: not self._tally.open())

    def _kill(self, target: str, refreshing: BotProcess) -> None:
        self._kills[target] += 1
        if target == "refresh":
            refreshing.stop(signal.SIGKILL)
        elif target in ("chroma", "postgres"):
            server = self._chroma if target == "chroma" else self._postgres
            server.kill()
            time.sleep(self._chance.uniform(0.0, _DOWN))
            server.start()
        else:
            processes, start = (
                (self._bots, self._start_bot) if target == "bot" else (self._workers, self._start_worker)
            )
            number = self._chance.randrange(len(processes))
            process = processes[number]
            assert process is not None
            assert process.stop(signal.SIGKILL) == -signal.SIGKILL, process.output
            start(number)

    def _faults(self) -> list[str]:
        """What the store has that it should not, or has not that it should."""
        fresh = Settings(home=self._folder / "fresh")
        embeddings = SentenceTransformerEmbeddings.from_settings(fresh)
        refresh([self._room.folder, SAMPLES], fresh, embeddings=embeddings)
        found, expected = contents(Settings.load(self._env("check"))), contents(fresh)
        same = found.same_as(expected, _TOLERANCE)
        return [*found.faults, *([] if same else ["the store is not what a fresh build is"])]

    # Processes

    def _env(self, name: str) -> dict[str, str]:
        """The environment of a process on a machine of its own: only the addresses are shared."""
        return {
            **subprocess_env(self._folder / name / "home", Settings().model_cache),
            "PRESSCITE_DATABASE_URL": self._postgres.address,
            "PRESSCITE_CHROMA_URL": self._chroma.url,
            "PRESSCITE_READER": "off",
        }

    def _socket(self, number: int) -> str:
        return f"unix:{self._folder / f'bot-{number}.sock'}"

    def _start_bot(self, number: int) -> None:
        env = {
            **self._env(f"bot-{number}"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self._telegram.url,
            "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
        }
        self._bots[number] = self._service("bot", env, self._socket(number))

    def _start_worker(self, number: int) -> None:
        self._workers[number] = self._service("worker", self._env(f"worker-{number}"), "")

    def _service(self, name: str, env: Mapping[str, str], listen: str) -> BotProcess:
        """A process as the compose file has it, but for the addresses."""
        service = _SERVICES[name]
        settings = {
            "PRESSCITE_DATABASE_URL": self._postgres.address,
            "PRESSCITE_CHROMA_URL": self._chroma.url,
            "TELEGRAM_METRICS_LISTEN": "127.0.0.1:0",
            "TELEGRAM_WEBHOOK_LISTEN": listen,
        }
        program, *arguments = service["command"]
        module = _SCRIPTS[program].partition(":")[0]
        return self._process(
            module, arguments, {**env, **{each: settings[each] for each in service["environment"]}}
        )

    def _refreshing(self) -> BotProcess:
        sources = [str(self._room.folder), str(SAMPLES)]
        return self._process("retrieval.cli", ["refresh", "--wait", *sources], self._env("refresh"))

    def _process(self, module: str, arguments: list[str], env: Mapping[str, str]) -> BotProcess:
        self._started += 1
        log = self._folder / f"log-{self._started}-{module}"
        env = {**env, "PYTHONPATH": str(REPOSITORY), "MALLOC_ARENA_MAX": "2"}
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

    def _until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST
        while not ready():
            left = [each.message_id for each in self._tally.open()]
            assert time.monotonic() < deadline, (left, *(bot.output[-2000:] for bot in self._bots if bot))
            self._tally.look()
            time.sleep(0.05)
