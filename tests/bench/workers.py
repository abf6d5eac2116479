"""Passages a second by how many processes embed: `presscite refresh` alone, and with workers beside it.

A model that takes a fixed time for each passage without the processor stands for models on machines of their own; the
database and the Chroma server are real, and on this machine.

    python -m tests.bench.workers [--runs N] [--seconds S] [--articles N]

Each run measures both in turn; the ratio that counts is the median of the runs.  On a machine that is busy with other
things, a model that takes longer leaves less of the figure to those.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.postgres.engine import forget_engines, postgres_engine
from tests.chroma_process import chroma_process
from tests.conftest import REPOSITORY
from tests.postgres_process import PostgresProcess, schema_of_its_own
from tests.retrieval.slow_worker import SlowEmbeddings
from tests.soak.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.store.progress import Progress

ARTICLES = 400
SECONDS = 0.05
"""How long the model takes for a passage; the packaged one takes 15 to 30 ms on two cores."""


def run(
    processes: tuple[int, ...] = (1, 3), articles: int = ARTICLES, seconds: float = SECONDS
) -> dict[str, float]:
    """Passages embedded a second by so many processes, the refresh included."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        room = Newsroom(folder / "articles", seed=1, sentences=(15, 25))
        room.add(articles)
        server = stack.enter_context(PostgresProcess(durable=True))
        chroma = stack.enter_context(chroma_process(folder / "chroma"))
        figures = {}
        for count in processes:
            with schema_of_its_own(server.address, f"bench_{count}") as address:
                settings = Settings(home=folder / f"home-{count}", database_url=address, chroma_url=chroma)
                figures[f"{count}"] = _measured(settings, room.folder, count, folder, seconds)
                forget_engines()
    return figures


def _measured(settings: Settings, articles: Path, count: int, folder: Path, seconds: float) -> float:
    began: list[float] = []
    ended: list[float] = []

    def note(progress: Progress) -> None:
        if progress.stage == "embed":
            began.append(time.monotonic())
        elif progress.stage == "publish":
            ended.append(time.monotonic())

    with _workers(settings, count - 1, folder, seconds):
        report = refresh([articles], settings, embeddings=SlowEmbeddings(settings, seconds), progress=note)
    return round(report.passages / (ended[0] - began[0]), 1)


@contextmanager
def _workers(settings: Settings, count: int, folder: Path, seconds: float) -> Iterator[None]:
    """So many workers, which wait for work when the block begins."""
    env = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "PRESSCITE_HOME": str(folder / "workers"),
        "PRESSCITE_DATABASE_URL": str(settings.database_address),
        "PRESSCITE_CHROMA_URL": str(settings.chroma_address),
    }
    command = [sys.executable, "-m", "tests.retrieval.slow_worker", str(seconds), str(folder / "noted")]
    started = [subprocess.Popen(command, env=env, cwd=folder) for _ in range(count)]
    try:
        database = postgres_engine(str(settings.database_address), str(settings.chroma_address)).database
        with database.autocommit() as connection:
            while count:
                made = connection.exec_driver_sql("SELECT to_regclass('procrastinate_workers')").scalar()
                query = "SELECT count(*) FROM procrastinate_workers"
                if made and connection.exec_driver_sql(query).scalar() == count:
                    break
                time.sleep(0.1)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)


def main() -> None:
    """Measure so many times, each printed as it comes, and the median of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help="how long the model takes for a passage"
    )
    parser.add_argument("--articles", type=int, default=ARTICLES)
    given = parser.parse_args()
    ratios = []
    for number in range(given.runs):
        began = os.getloadavg()[0]
        figures = run(articles=given.articles, seconds=given.seconds)
        ratios.append(figures["3"] / figures["1"])
        load = f"load {began:.1f} to {os.getloadavg()[0]:.1f}"
        print(number + 1, json.dumps(figures), f"{ratios[-1]:.2f} times", load, flush=True)  # noqa: T201 - a command's output
    print(f"median {statistics.median(ratios):.2f} times", flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
