"""SIGKILL at random instants of refreshes that add, change and remove articles.

After each kill the store must open and hold exactly what it held before or what it should hold after, and answer
from that; and the next refresh must end equal to a build from nothing, with nothing left over.  Most refreshes are
processes forked from one that has its libraries loaded, with a small real sentence-transformers model; some are
whole `presscite refresh` processes with the packaged model; some keep their vectors in a real Chroma server.

A refresh spends most of its time on starting and embedding.  So that the short phases have their share of the
kills, half of the instants are drawn evenly over a refresh's time, and half from within a phase that was drawn first.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.store import Store
from tests.chroma_process import chroma_process
from tests.conftest import REPOSITORY
from tests.fork_server import ForkServer
from tests.postgres_process import PostgresProcess
from tests.retrieval.tiny_model import save_tiny_model
from tests.soak.newsroom import Contents, Newsroom, contents
from tests.soak.phases import Phases

if TYPE_CHECKING:
    from tests.fork_server import ForkedProcess

PRELOADED = ("retrieval.indexing.refresh", "chromadb", "sentence_transformers")
"""What a server loads whose forks refresh with a sentence-transformers model."""

# Several threads wait for each other by spinning: on a machine whose cores are all in use, two took eight times as long
# as one for a small model.
_THREADS = 1
_FILES = 35  # about how many there are at any time
_LATEST = 1.1  # of a usual refresh's time, or of a phase's: how late a kill can come
_TOLD_EVERY = 5  # kills
_PHASES = ("starting", "read", "embed", "publish", "ending")


def run(kills: int = 200, seed: int = 1) -> dict[str, Any]:
    """Kill so many refreshes: most are forked, of which a tenth each have a Chroma server and PostgreSQL; a tenth are
    whole commands.
    """
    torch.set_num_threads(_THREADS)
    few = max(1, kills // 10)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        forks = stack.enter_context(ForkServer(PRELOADED))
        tiny = str(save_tiny_model(folder / "model"))
        url = stack.enter_context(chroma_process(folder / "chroma"))
        postgres = stack.enter_context(PostgresProcess(durable=True))
        arenas = {
            "forked": (
                Arena(folder / "forked", Settings(embedding_model=tiny), seed, forks),
                kills - 3 * few,
            ),
            "server": (
                Arena(folder / "server", Settings(embedding_model=tiny, chroma_url=url), seed + 1, forks),
                few,
            ),
            "postgres": (
                Arena(
                    folder / "postgres",
                    Settings(embedding_model=tiny, chroma_url=url, database_url=postgres.address),
                    seed + 3,
                    forks,
                ),
                few,
            ),
            "command": (Arena(folder / "command", Settings(), seed + 2), few),
        }
        return {name: arena.run(count) for name, (arena, count) in arenas.items()}


class Arena:
    """One newsroom with its store, whose refreshes are killed.

    Args:
        folder: For everything.
        settings: Model and Chroma server.
        seed: Of all chances.
        forks: Where refreshes are forked; where left out, each is a whole `presscite refresh`.
    """

    def __init__(self, folder: Path, settings: Settings, seed: int, forks: ForkServer | None = None) -> None:
        self._folder = folder
        self._settings = settings.model_copy(update={"home": folder / "home", "passage_chars": 200})
        self._chance = random.Random(seed)  # noqa: S311 - a seeded choice
        self._room = Newsroom(folder / "articles", seed)
        self._room.add(_FILES - 5, 5)
        self._forks = forks
        self._embeddings = SentenceTransformerEmbeddings.from_settings(self._settings)
        # The packaged model computes in bfloat16 where it can, and so depends a little on what is beside a text.
        self._tolerance = 1e-4 if forks else 0.02
        self._phases = Phases(folder / "phases")
        self._seconds: list[float] = []

    def run(self, kills: int) -> dict[str, Any]:
        outcome: Counter[str] = Counter()
        stages: Counter[str] = Counter()
        unsound: list[str] = []
        self._complete()
        for _ in range(3):  # to learn how long a refresh takes
            self._room.change(3, 4, 2)
            self._complete()
        before = contents(self._settings)
        while outcome["kills"] < kills:
            removes = self._chance.randint(0, 3) + max(0, len(list(self._room.folder.iterdir())) - _FILES)
            self._room.change(self._chance.randint(0, 4), self._chance.randint(0, 5), removes)
            if not self._killed():
                outcome["ended before its kill"] += 1
            else:
                outcome["kills"] += 1
                stages[self._phases.now() if self._forks else "not noted"] += 1
                if outcome["kills"] % _TOLD_EVERY == 0:
                    print(self._folder.name, dict(outcome), file=sys.stderr, flush=True)  # noqa: T201 - it takes long
            after = self._fresh()
            self._judge(before, after, outcome)
            self._complete()
            before = contents(self._settings)
            if not before.same_as(after, self._tolerance):
                outcome["next refresh not equal to a fresh build"] += 1
            diagnosis = examine(self._settings)
            if not diagnosis.sound:
                outcome["not sound after the next refresh"] += 1
                unsound += [finding.what for finding in diagnosis.findings]
        return {
            **outcome,
            "wrong": sum(outcome[name] for name in _WRONG),
            "killed while": dict(stages),
            "findings": unsound,
            "refresh_seconds": round(statistics.median(self._seconds), 3),
        }

    def _judge(self, before: Contents, after: Contents, outcome: Counter[str]) -> None:
        now = contents(self._settings)
        outcome["faults within the store"] += len(now.faults) > 0
        if now.same_as(before, self._tolerance):
            outcome["as before"] += 1
        elif now.same_as(after, self._tolerance):
            outcome["as after"] += 1
        else:
            outcome["between"] += 1
        retriever = HybridRetriever(store=Store.from_settings(self._settings), embeddings=self._embeddings)
        hits = retriever.hits(self._chance.choice(sorted(now.texts)), 8)
        retriever.store.close()
        if not hits or not {hit.text for hit in hits} <= now.texts:
            outcome["wrong answers"] += 1

    def _fresh(self) -> Contents:
        """What a build from nothing holds."""
        with tempfile.TemporaryDirectory(dir=self._folder) as home:
            elsewhere = {"home": Path(home), "chroma_url": None, "database_url": None}
            settings = self._settings.model_copy(update=elsewhere)
            refresh([self._room.folder], settings, embeddings=self._embeddings)
            return contents(settings)

    def _complete(self) -> None:
        """Refresh without a kill."""
        began = time.monotonic()
        process = self._started()
        code = process.wait()
        self._seconds.append(time.monotonic() - began)
        self._phases.learn()
        assert code in {0, 4}, code

    def _killed(self) -> bool:
        """Refresh, and kill it at a random instant; false where it had ended by then."""
        process = self._started()
        if not self._forks or self._chance.random() < 0.5:
            time.sleep(self._chance.uniform(0, _LATEST * statistics.median(self._seconds)))
        else:
            phase = self._chance.choice(_PHASES)
            self._phases.wait_for(phase, process)
            time.sleep(self._chance.uniform(0, _LATEST * self._phases.usual(phase)))
        process.kill()
        return process.wait() == -signal.SIGKILL

    def _started(self) -> ForkedProcess | subprocess.Popen[bytes]:
        self._phases.begin()
        env = {
            **os.environ,
            "PRESSCITE_HOME": str(self._settings.home),
            "PRESSCITE_PASSAGE_CHARS": str(self._settings.passage_chars),
            "PRESSCITE_EMBEDDING_MODEL": self._settings.embedding_model,
            "OMP_NUM_THREADS": str(_THREADS),
        }
        if self._settings.chroma_url is not None:
            env["PRESSCITE_CHROMA_URL"] = str(self._settings.chroma_url)
        if self._settings.database_address is not None:
            env["PRESSCITE_DATABASE_URL"] = self._settings.database_address
        if self._forks is None:
            command = [sys.executable, "-m", "retrieval.cli", "refresh", str(self._room.folder)]
            return subprocess.Popen(command, cwd=REPOSITORY, env=env, stdout=subprocess.DEVNULL)
        return self._forks.start(
            "tests.soak.noted_refresh",
            [str(self._room.folder), str(self._phases.path), str(_THREADS)],
            env=env,
            folder=self._folder,
            output=self._folder / "output",
        )


_WRONG = (
    "between",
    "faults within the store",
    "wrong answers",
    "next refresh not equal to a fresh build",
    "not sound after the next refresh",
)
