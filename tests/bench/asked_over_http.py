"""What HTTP costs: `presscite serve` asked over /ask beside the chain called directly; see `run.py` (Linux only).

Both are processes that stay; they are asked the same questions in turn, so many at once. Who asks takes part of the two
processors as well, which the chain called directly need not share: so each side's processor time is told beside the
seconds on the clock.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.bench.direct_chain import DirectChain, direct_chain
from tests.bench.newspaper_questions import questions
from tests.bench.processes import cpu_seconds, environment
from tests.conftest import REPOSITORY, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

AT_ONCE = (1, 8, 32)
_TOKEN = "a-token-of-the-benchmark"  # noqa: S105 - of a server on loopback
_WARMING, _QUESTIONS, _TURNS = 32, 64, 5
_REST = 1.0  # between two turns, in which threads that still spin come to rest
_PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class ServedChain:
    """The server.

    Attributes:
        address: Where it listens.
        pid: Its process.
    """

    address: str
    pid: int

    def answer(self, asked: Sequence[str], at_once: int) -> dict[str, float]:
        """Have all questions answered, so many at once, each caller on a connection of its own."""
        waiting: SimpleQueue[str | None] = SimpleQueue()
        for question in (*asked, *[None] * at_once):
            waiting.put(question)
        before, began = cpu_seconds(self.pid), time.perf_counter()
        with ThreadPoolExecutor(at_once) as pool:
            answered = sum(pool.map(lambda _: self._ask_all(waiting), range(at_once)))
        seconds = time.perf_counter() - began
        return {"seconds": seconds, "answered": answered, "cpu": cpu_seconds(self.pid) - before}

    def _ask_all(self, waiting: SimpleQueue[str | None]) -> int:
        """Ask until no question waits; how many were not refused."""
        answered = 0
        connection = http.client.HTTPConnection(self.address, timeout=_PATIENCE)
        headers = {"Authorization": f"Bearer {_TOKEN}", "Content-Type": "application/json"}
        while (question := waiting.get()) is not None:
            connection.request("POST", "/ask", json.dumps({"question": question}), headers)
            response = connection.getresponse()
            body = response.read()
            assert response.status == 200, body
            answered += not json.loads(body)["refused"]
        connection.close()
        return answered


def measure(folder: Path) -> dict[str, Any]:
    """Questions a second, server and chain in turn, at each number of questions at once."""
    settings = Settings(home=folder / "home")
    refresh([SAMPLES], settings)
    env = environment(settings)
    return {str(at_once): compared(env, folder, at_once) for at_once in AT_ONCE}


def compared(env: Mapping[str, str], folder: Path, at_once: int) -> dict[str, Any]:
    """Both sides at a number of questions at once."""
    asked_for = questions()
    with _serving(env, folder / f"log-{at_once}") as server, direct_chain(env, at_once) as chain:
        warming = [text for _, text in islice(asked_for, _WARMING)]
        server.answer(warming, at_once)
        chain.answer(warming)
        turns = []
        for turn in range(_TURNS):
            asked = [text for _, text in islice(asked_for, _QUESTIONS)]
            figures: dict[str, dict[str, float]] = {}
            for side in ("server", "chain") if turn % 2 else ("chain", "server"):
                time.sleep(_REST)
                figures[side] = server.answer(asked, at_once) if side == "server" else _direct(chain, asked)
            assert figures["server"]["answered"] == figures["chain"]["answered"], figures
            turns.append(figures)
    return _ratios(turns)


def _ratios(turns: Sequence[dict[str, dict[str, float]]]) -> dict[str, Any]:
    ratio, cpu_ratio = (
        statistics.median(turn["chain"][name] / turn["server"][name] for turn in turns)
        for name in ("seconds", "cpu")
    )
    a_second = {
        side: round(_QUESTIONS / statistics.median(turn[side]["seconds"] for turn in turns), 1)
        for side in turns[0]
    }
    return {
        "questions_a_second": a_second,
        "ratio": round(ratio, 3),
        "cpu_ratio": round(cpu_ratio, 3),
        "turns": turns,
    }


def _direct(chain: DirectChain, asked: Sequence[str]) -> dict[str, float]:
    before = cpu_seconds(chain.pid)
    answered = chain.answer(asked)
    return {**answered, "cpu": cpu_seconds(chain.pid) - before}


@contextmanager
def _serving(env: Mapping[str, str], log: Path) -> Iterator[ServedChain]:
    its = {
        **env,
        "PRESSCITE_WEB_LISTEN": "127.0.0.1:0",
        "PRESSCITE_WEB_TOKENS": f"bench={_TOKEN}",
        "PRESSCITE_WEB_REQUESTS_A_MINUTE": "100000",
    }
    command = [sys.executable, "-m", "retrieval.cli", "serve"]
    with (
        log.open("wb") as written,
        subprocess.Popen(command, cwd=REPOSITORY, env=its, stderr=written) as process,
    ):
        try:
            yield ServedChain(_address(log), process.pid)
        finally:
            process.terminate()
        assert process.wait(_PATIENCE) == 0, log.read_text()


def _address(log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if match := re.search(r"serving address=(\S+)", log.read_text()):
            return match[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text())
