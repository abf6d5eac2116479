"""The chain called directly, in a process of its own: what a benchmark of the bot compares the bot with.

python -m tests.bench.direct_chain CONCURRENCY, with the settings in the environment.  Each line of standard input
is a JSON array of questions, answered as the bot asks the chain; each line of standard output tells how that went.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from retrieval import build_chain
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer


class DirectChain:
    """The process.

    Args:
        process: Has its standard input and output in pipes.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def answer(self, questions: Sequence[str]) -> dict[str, float]:
        """Have all questions answered; the seconds that took (`seconds`), and how many were not refused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(questions) + "\n")
        self._process.stdin.flush()
        times: dict[str, float] = json.loads(self._process.stdout.readline())
        return times


@contextmanager
def direct_chain(env: Mapping[str, str], concurrency: int) -> Iterator[DirectChain]:
    """The process, while the block runs."""
    command = [sys.executable, "-m", "tests.bench.direct_chain", str(concurrency)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, cwd=REPOSITORY, stdin=pipe, stdout=pipe, text=True) as process:
        yield DirectChain(process)
        assert process.stdin is not None
        process.stdin.close()


async def _serve(concurrency: int) -> None:
    chain, loop = build_chain(), asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await _answered(chain, json.loads(line), concurrency)), flush=True)  # noqa: T201 - to the parent


async def _answered(
    chain: Runnable[Any, Answer], questions: Sequence[str], concurrency: int
) -> dict[str, float]:
    slots = asyncio.Semaphore(concurrency)

    async def ask(question: str) -> Answer:
        # Not `abatch`, which takes all questions through one step before the next one begins.
        async with slots:
            return await chain.ainvoke({"question": question, "history": []})

    began = time.perf_counter()
    answers = await asyncio.gather(*map(ask, questions))
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "answered": sum(not answer.refused for answer in answers)}


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
