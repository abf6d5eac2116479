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
from typing import Any

from tests.conftest import REPOSITORY
from tests.soak.newsroom import Newsroom

_A_SECOND = 20  # questions of all readers together
FOUND_SECONDS = 2.0
"""Seconds after which a new article is found, and a question about it is answered."""


def run(refreshes: int = 100, articles: int = 400, readers: int = 3, seed: int = 1) -> dict[str, Any]:
    """So many `presscite refresh` processes, each with one article that the readers ask for when it has ended."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        room = Newsroom(folder / "articles", seed)
        room.add(articles)
        (folder / "probes").mkdir()  # apart, so that no change of the others takes one away
        _write_probe(folder, 0)
        # With as few memory arenas as bot/deploy gives the bot.
        env = {**os.environ, "PRESSCITE_HOME": str(folder / "home"), "MALLOC_ARENA_MAX": "2"}
        _refresh(folder, env)
        _publish(folder, 0, None)
        asking = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.soak.reader",
                    str(folder),
                    str(number),
                    str(_A_SECOND / readers),
                ],
                cwd=REPOSITORY,
                env=env,
            )
            for number in range(readers)
        ]
        try:
            _await_readers(folder, readers)
            seconds = [_one(room, env, folder, number) for number in range(1, refreshes + 1)]
        finally:
            (folder / "stop").touch()
            codes = [reader.wait(120) for reader in asking]
        reports = [json.loads((folder / f"reader-{n}.json").read_text()) for n in range(readers)]
    return _summary(reports, refreshes, seconds, codes)


def _one(room: Newsroom, env: dict[str, str], folder: Path, number: int) -> float:
    room.change(1, 2, 1)
    word = _write_probe(folder, number)
    began = time.monotonic()
    _refresh(folder, env)
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


def _refresh(folder: Path, env: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "retrieval.cli", "refresh", str(folder / "articles"), str(folder / "probes")],
        cwd=REPOSITORY, env=env, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


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
