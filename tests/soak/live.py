"""Refreshes while processes ask: no question fails, what is new is found at once, memory stays flat.

A question that the articles answer has failed where it is refused, as much as where it raises an error.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import REPOSITORY
from tests.soak.newsroom import Newsroom

if TYPE_CHECKING:
    from tests.fork_server import ForkedProcess, ForkServer

_A_SECOND = 20  # questions of all readers together
FOUND_SECONDS = 2.0
"""Seconds after which a new article is found, and a question about it is answered."""


def run(
    refreshes: int = 100,
    articles: int = 400,
    readers: int = 3,
    seed: int = 1,
    forks: ForkServer | None = None,
) -> dict[str, Any]:
    """So many `presscite refresh` processes, each with one article that the readers ask for when it has ended.

    Args:
        refreshes: How many.
        articles: How many there are at the beginning.
        readers: How many processes ask.
        seed: Of all chances.
        forks: Where the processes are forked; where left out, each begins with an interpreter.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        room = Newsroom(folder / "articles", seed)
        room.add(articles)
        (folder / "probes").mkdir()  # apart, so that no change of the others takes one away
        _write_probe(folder, 0)
        # With as few memory arenas as bot/deploy gives the bot.
        env = {**os.environ, "PRESSCITE_HOME": str(folder / "home"), "MALLOC_ARENA_MAX": "2"}
        programs = _Programs(folder, env, forks)
        programs.refresh()
        _publish(folder, 0, None)
        asking = [programs.reader(number, _A_SECOND / readers) for number in range(readers)]
        try:
            _await_readers(folder, readers)
            seconds = [_one(room, programs, folder, number) for number in range(1, refreshes + 1)]
        finally:
            (folder / "stop").touch()
            codes = [reader.wait(120) for reader in asking]
        reports = [json.loads((folder / f"reader-{n}.json").read_text()) for n in range(readers)]
    return _summary(reports, refreshes, seconds, codes)


def _one(room: Newsroom, programs: _Programs, folder: Path, number: int) -> float:
    room.change(1, 2, 1)
    word = _write_probe(folder, number)
    began = time.monotonic()
    programs.refresh()
    _publish(folder, number, word)
    took = time.monotonic() - began
    time.sleep(FOUND_SECONDS + 0.3)  # every reader asks for it several times meanwhile
    return took


def _write_probe(folder: Path, number: int) -> str:
    """Write an article of which a question holds a word that no other article has; returns the word."""
    word = f"zorblat{number:04}"
    path = folder / "probes" / f"{number:04}.txt"
    path.write_text(f"Probe {number}\n\nThe name of the probe is {word}.\n", encoding="utf-8")
    return word


class _Programs:
    """Starts the processes of a run.

    Args:
        folder: For everything.
        env: Their environment.
        forks: See `run`.
    """

    def __init__(self, folder: Path, env: dict[str, str], forks: ForkServer | None) -> None:
        self._folder = folder
        self._env = env
        self._forks = forks

    def refresh(self) -> None:
        """Take in what has changed."""
        folders = [str(self._folder / name) for name in ("articles", "probes")]
        output = self._folder / "refresh.log"
        code = self._start("retrieval.cli", ["refresh", *folders], output).wait()
        assert code == 0, output.read_text()

    def reader(self, number: int, a_second: float) -> ForkedProcess | subprocess.Popen[bytes]:
        """A process that asks."""
        arguments = [str(self._folder), str(number), str(a_second)]
        return self._start("tests.soak.reader", arguments, self._folder / f"reader-{number}.log")

    def _start(
        self, module: str, arguments: list[str], output: Path
    ) -> ForkedProcess | subprocess.Popen[bytes]:
        if self._forks is not None:
            return self._forks.start(module, arguments, env=self._env, folder=self._folder, output=output)
        command = [sys.executable, "-m", module, *arguments]
        with output.open("wb") as stream:
            return subprocess.Popen(command, cwd=REPOSITORY, env=self._env, stdout=stream, stderr=stream)


def _publish(folder: Path, number: int, word: str | None) -> None:
    """Tell the readers which article is in from now on."""
    path = folder / "probe.new"
    path.write_text(json.dumps({"number": number, "word": word, "since": time.time()}))
    path.replace(folder / "probe")


def _await_readers(folder: Path, readers: int) -> None:
    deadline = time.monotonic() + 120
    while not all((folder / f"ready-{n}").exists() for n in range(readers)):
        assert time.monotonic() < deadline, "the readers do not start"
        time.sleep(0.1)


def _summary(
    reports: list[dict[str, Any]], refreshes: int, seconds: list[float], codes: list[int]
) -> dict[str, Any]:
    delays = [delay for report in reports for delay in report["found"].values()]
    expected = refreshes * len(reports)
    span = max(report["seconds"] for report in reports)
    return {
        "refreshes": refreshes,
        "questions": sum(report["asked"] for report in reports),
        "a_second": round(sum(report["asked"] for report in reports) / span, 1),
        "failed": sum(len(report["failed"]) for report in reports) + sum(code != 0 for code in codes),
        "answered": sum(report["answered"] for report in reports),
        "failures": [failure for report in reports for failure in report["failed"]][:5],
        "not_found_in_2_s": expected - sum(delay <= FOUND_SECONDS for delay in delays),
        "slowest_found_s": round(max(delays, default=float("nan")), 2),
        "question_median_ms": round(statistics.median(report["median_ms"] for report in reports), 1),
        "refresh_median_s": round(statistics.median(seconds), 2),
        "memory_mb": [report["memory_mb"] for report in reports],
    }


def flat(memory_mb: list[float], slack: float = 0.1) -> bool:
    """Whether memory (in MB, as time goes by) is no higher in its last quarter than in its second."""
    quarter = max(1, len(memory_mb) // 4)
    second, last = memory_mb[quarter : 2 * quarter] or memory_mb, memory_mb[-quarter:]
    return statistics.mean(last) <= (1 + slack) * statistics.mean(second)
