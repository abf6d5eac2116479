"""Bots, workers, refreshes and both servers of several machines, killed at random instants.

Two bots with homes of their own answer people behind one webhook, workers embed what refreshes bring, and all share but
two addresses: of a PostgreSQL server and of a Chroma server.  They are started by the commands and with the settings of
bot/deploy/compose.machines.yaml.  Each turn articles change and a refresh begins; while people ask, one after the other
is killed, each at a random instant, and started again.  At its end each question has one answer, or a notice that says
why not; and after every fourth turn the store holds what a build from nothing holds.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.demo import TRIALS
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.conftest import SAMPLES
from tests.e2e.conftest import serving
from tests.e2e.telegram_user import TelegramUser
from tests.fork_server import fork_server
from tests.postgres_pair import PostgresPair
from tests.soak.deployment import Deployment
from tests.soak.newsroom import Newsroom, contents
from tests.soak.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.e2e.conftest import BotProcess
    from tests.e2e.telegram import Telegram

TARGETS = ("bot", "worker", "refresh", "chroma", "postgres")
_ARTICLES = 55  # a turn; below about fifty, their passages are too few to be shared with workers
_FEW = 8  # articles, for a refresh after the first of a turn
_COMPARED_EVERY = 4  # turns, as it takes as long as one
_PEOPLE = 3  # who ask one question before each kill
_LATEST = 4.0  # seconds after which something is killed
_DOWN = 1.0  # seconds that a server is away
_LONGEST = 600.0
_TOLERANCE = 0.02  # of the packaged model, which rounds otherwise in another batch
_LAST_SECONDS = 2.0  # in which an answer too many would still come


def run(kills: int = 200, seed: int = 1, bots: int = 2, workers: int = 3) -> dict[str, Any]:
    """Kill so many processes, of each kind about as many, those of one turn in random order."""
    chance = random.Random(seed)  # noqa: S311 - a seeded choice
    wanted = [TARGETS[number % len(TARGETS)] for number in range(kills)]
    turns = [wanted[start : start + len(TARGETS)] for start in range(0, kills, len(TARGETS))]
    for turn in turns:
        chance.shuffle(turn)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        telegram = stack.enter_context(serving())
        deployment = Deployment(Path(name), telegram, bots=bots, workers=workers, forks=fork_server())
        stack.enter_context(deployment)
        return Machines(Path(name), telegram, deployment, seed).run(turns)


def run_promotions(promotions: int = 20, seed: int = 1, bots: int = 2, workers: int = 2) -> dict[str, Any]:
    """Lose the primary of two PostgreSQL servers so often, and promote its standby; the lost one joins again as one."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        telegram = stack.enter_context(serving())
        pair = PostgresPair()
        deployment = Deployment(
            Path(name), telegram, bots=bots, workers=workers, forks=fork_server(), postgres=pair
        )
        stack.enter_context(deployment)
        machines = Machines(Path(name), telegram, deployment, seed, people=6)
        return machines.run([["primary"]] * promotions)


def is_wrong(figures: Mapping[str, Any]) -> bool:
    """Whether a question was lost or answered twice, or the store is not what it should be."""
    return bool(figures["lost"] or figures["doubled"] or figures["strays"] or figures["faults"])


class Machines:
    """What is killed, who asks meanwhile, and what has become of it.

    Args:
        folder: For everything.
        telegram: The Bot API server, which nobody else uses.
        deployment: Everything that runs.
        seed: Of all chances.
        articles: How many come in each turn.
        people: How many ask before each kill.
    """

    def __init__(
        self,
        folder: Path,
        telegram: Telegram,
        deployment: Deployment,
        seed: int,
        *,
        articles: int = _ARTICLES,
        people: int = _PEOPLE,
    ) -> None:
        self._folder = folder
        self._telegram = telegram
        self._deployment = deployment
        self._articles, self._people = articles, people
        self._chance = random.Random(seed)  # noqa: S311 - a seeded choice
        self._room = Newsroom(folder / "articles", seed)
        self._tally = Tally(telegram)
        self._kills: Counter[str] = Counter()
        self._while: Counter[str] = Counter()
        self._failed = 0  # refreshes
        self._faults: list[str] = []

    def run(self, turns: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Kill these, turn by turn; the figures."""
        self._room.add(self._articles)
        self._refreshed(self._refreshing())
        self._deployment.start()
        self._until(lambda: self._deployment.answering)
        for number, targets in enumerate(turns, 1):
            self._turn(targets)
            if number % _COMPARED_EVERY == 0 or number == len(turns):
                self._faults += [f"turn {number}: {fault}" for fault in self._compared()]
            print("machines", number, self._figures(), file=sys.stderr, flush=True)  # noqa: T201 - it takes long
        time.sleep(_LAST_SECONDS)
        self._tally.look()
        return self._figures()

    def _figures(self) -> dict[str, Any]:
        questions = self._tally.questions
        return {
            "kills": dict(self._kills),
            "killed while": dict(self._while),
            "asked": len(questions),
            "answered once": sum(len(each.answers) == 1 and not each.notices for each in questions),
            "with a notice": sum(bool(each.notices) and not each.answers for each in questions),
            "doubled": sum(len(each.answers) + len(each.notices) > 1 for each in questions),
            "lost": len(self._tally.open()),
            "notices": dict(Counter(reply.text[:60] for each in questions for reply in each.notices)),
            "strays": len(self._tally.strays),
            "refreshes that failed": self._failed,
            "faults": self._faults,
        }

    def _turn(self, targets: Sequence[str]) -> None:
        """Articles change, a refresh begins, people ask, and one after the other is killed; until all is done."""
        refreshing = self._changed(self._articles)
        for target in targets:
            for _ in range(self._people):
                self._tally.ask(TelegramUser(self._telegram), self._chance.choice(TRIALS).question)
            time.sleep(self._chance.uniform(0.0, _LATEST))
            self._tally.look()
            if (
                code := refreshing.process.poll()
            ) is not None:  # something else was killed beneath it, or it is done
                self._failed += code > 0
                refreshing = self._changed(_FEW)
            self._deployment.revive()
            self._note(target)
            self._kill(target, refreshing)
        self._refreshed(refreshing)
        self._until(lambda: not self._tally.open())

    def _changed(self, articles: int) -> BotProcess:
        """Let articles come and go; returns a refresh that has begun."""
        self._room.change(adds=articles, rewrites=3, removes=max(0, articles - 2))
        return self._refreshing()

    def _note(self, target: str) -> None:
        """Count a kill, and what it comes into."""
        self._kills[target] += 1
        self._while["questions are open"] += bool(self._tally.open())

    def _kill(self, target: str, refreshing: BotProcess) -> None:
        deployment = self._deployment
        if target == "refresh":
            killed = refreshing.stop(signal.SIGKILL) == -signal.SIGKILL
            self._while["the refresh was at its end"] += not killed
        elif target in ("chroma", "postgres"):
            server = deployment.chroma if target == "chroma" else deployment.postgres
            server.kill()
            time.sleep(self._chance.uniform(0.0, _DOWN))
            server.start()
        elif target == "primary":
            assert isinstance(deployment.postgres, PostgresPair)
            deployment.postgres.fail_over(after=self._chance.uniform(0.0, _DOWN))
            deployment.postgres.join()
        elif target == "bot":
            deployment.restart_bot(self._chance.randrange(len(deployment.bots)), signal.SIGKILL)
        else:
            deployment.restart_worker(self._chance.randrange(len(deployment.workers)), signal.SIGKILL)

    def _compared(self) -> list[str]:
        """What the store has that it should not, or has not that it should."""
        with tempfile.TemporaryDirectory(dir=self._folder) as home:
            fresh = Settings(home=Path(home))
            embeddings = SentenceTransformerEmbeddings.from_settings(fresh)
            refresh([self._room.folder, SAMPLES], fresh, embeddings=embeddings)
            expected = contents(fresh)
        found = contents(Settings.load(self._deployment.env("check")))
        same = found.same_as(expected, _TOLERANCE)
        return [*found.faults, *([] if same else ["the store is not what a fresh build is"])]

    def _refreshing(self) -> BotProcess:
        return self._deployment.refreshing(self._room.folder, SAMPLES)

    def _refreshed(self, refreshing: BotProcess) -> None:
        """Wait for a refresh, and for another one where it fails."""
        while refreshing.process.wait():
            self._failed += 1
            refreshing = self._refreshing()

    def _until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST
        while not ready():
            left = [each.message_id for each in self._tally.open()]
            bots = [bot.output[-2000:] for bot in self._deployment.bots]
            assert time.monotonic() < deadline, (left, *bots)
            self._tally.look()
            self._deployment.revive()
            time.sleep(0.05)
