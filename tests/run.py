"""All tests, in parts: each part is a process of its own, and two or three of them run at a time.

A process keeps what its tests have loaded: a model, torch, Chroma, matplotlib.  So a part has what needs the same, and
the memory of a part that has ended is free.

    python -m tests.run             # all parts
    python -m tests.run e2e bot     # some of them
    python -m tests.run --memory    # all parts, and the most memory that each took
    python -m tests.run --coverage  # all parts, and which lines they reach
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.memory_peak import MemoryPeak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPOSITORY = Path(__file__).parents[1]

SHARED_FOLDER = "TESTS_SHARED_FOLDER"
"""Variable with a folder that all parts of a run share, for what is made once."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tests that run in one process.

    Attributes:
        paths: Beginnings of paths; of a file, the longest beginning of all parts counts.
        megabytes: What its processes take at most, as `--memory` shows it.
        processors: How many processors they keep busy, on average: less than one where tests wait.
    """

    paths: tuple[str, ...]
    megabytes: int
    processors: float


PARTS = {
    "retrieval": Part(("tests/",), 1_460, 1.0),
    "store": Part(("tests/retrieval/indexing/", "tests/retrieval/store/"), 1_590, 0.8),
    "behaviours": Part(("tests/e2e/behaviours/",), 1_150, 0.45),
    "e2e": Part(("tests/e2e/",), 1_140, 0.8),
    "bot": Part(("tests/bot/",), 880, 0.6),
    "torch": Part(
        (
            "tests/retrieval/embedding/test_encoder.py",  # first: it has another process load torch
            "tests/retrieval/embedding/",
            "tests/retrieval/reading/",
            "tests/retrieval/search/test_reranker.py",
            "tests/retrieval/watches/test_confirmation.py",
            "tests/evals/",
        ),
        1_290,
        1.1,
    ),
    "machines": Part(("tests/e2e/test_machines.py", "tests/e2e/test_live_soak.py"), 1_340, 0.7),
    "web": Part(("tests/bot/web/",), 800, 0.9),
    "soak": Part(("tests/soak/", "tests/e2e/behaviours/test_life.py"), 1_190, 1.1),
    "corpus": Part(("tests/corpus/", "tests/pictures/"), 670, 0.8),
    "postgres": Part(("tests/retrieval/store/postgres/",), 600, 0.55),
    "answering": Part(("tests/retrieval/answering/", "tests/retrieval/chain/"), 1_150, 1.0),
    "training": Part(("tests/retrieval/reading/training/",), 1_240, 1.1),
    "browser": Part(("tests/bot/web/browser/",), 1_360, 0.9),
}
"""Parts are begun in this order where memory and processors allow, so that both are busy to the end."""

_AT_A_TIME = 3
_PROCESSORS = 2.2  # of all parts that run at a time: two, and what one part waits is another's
_MEGABYTES = 2_490  # of all parts that run at a time
# As bot/deploy has it: each further arena keeps memory that nobody uses.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


def files_by_part() -> dict[str, list[str]]:
    """The files of tests of each part, in the order of the part's paths."""
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        name = path.relative_to(REPOSITORY).as_posix()
        found[part_of(name)].append(name)
    for part, of_part in PARTS.items():
        found[part].sort(key=lambda name, paths=of_part.paths: [not name.startswith(one) for one in paths])  # type: ignore[misc]
    return found


def part_of(name: str) -> str:
    """The part of a file of tests."""
    fitting = [
        (len(one), part) for part, of_part in PARTS.items() for one in of_part.paths if name.startswith(one)
    ]
    return max(fitting)[1]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A part that has run.

    Attributes:
        part: Its name.
        code: The exit code of pytest.
        output: What pytest wrote.
        processor_seconds: What it took of processors, with all of its processes.
        megabytes: The most that its processes took; 0 where that was not looked at.
    """

    part: str
    code: int
    output: str
    processor_seconds: float
    megabytes: int

    def __str__(self) -> str:
        last = self.output.strip().rpartition("\n")[2].strip("= ")
        processor = f", {self.processor_seconds:.0f} s of processors"
        memory = f", {self.megabytes:,} MB" if self.megabytes else ""
        return f"{self.part}: {last}{processor}{memory}" + (f" (exit code {self.code})" if self.code else "")


@dataclass(frozen=True, slots=True)
class _Looks:
    """What is looked at while tests run.

    Attributes:
        coverage: Which lines they reach.
        memory: How much memory they take; `None` where nobody wants to know.
    """

    coverage: bool
    memory: MemoryPeak | None


def _run(part: str, files: Sequence[str], looks: _Looks) -> _Ended:
    measured = ["-m", "coverage", "run"] if looks.coverage else []
    process = subprocess.Popen(
        [sys.executable, *measured, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=REPOSITORY,
        env={**os.environ, **_ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    with process.stdout:
        output = process.stdout.read()
    # Not `process.wait`, which does not say what the processor did.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return _Ended(
        part,
        process.returncode,
        output,
        usage.ru_utime + usage.ru_stime,
        looks.memory.megabytes_of(process.pid) if looks.memory else 0,
    )


def _in_turn(parts: Sequence[str], looks: _Looks) -> Iterator[_Ended]:
    """The parts as they end; each begins when there is a processor and memory for it."""
    files = files_by_part()
    waiting = [part for part in parts if files[part]]
    running: dict[Future[_Ended], str] = {}
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        while waiting or running:
            while part := next_part(waiting, [*running.values()]):
                waiting.remove(part)
                running[pool.submit(_run, part, files[part], looks)] = part
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for one in ended:
                del running[one]
                yield one.result()


def next_part(waiting: Sequence[str], running: Sequence[str]) -> str | None:
    """The first part that there is room and a processor for; the first of all where nothing runs."""
    if not running:
        return next(iter(waiting), None)
    room = _MEGABYTES - sum(PARTS[part].megabytes for part in running)
    idle = _PROCESSORS - sum(PARTS[part].processors for part in running)
    fitting = (part for part in waiting if PARTS[part].megabytes <= room and PARTS[part].processors <= idle)
    return next(fitting, None) if len(running) < _AT_A_TIME else None


def _shown(ended: _Ended) -> _Ended:
    click.echo(f"== {ended.part}\n{ended.output}")
    return ended


def _coverage(*arguments: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "coverage", *arguments], cwd=REPOSITORY, check=False
    ).returncode


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice([*PARTS]))
@click.option("--coverage", is_flag=True, help="Measure which lines the tests reach.")
@click.option("--memory", is_flag=True, help="Measure how much memory the tests take.")
def main(parts: tuple[str, ...], *, coverage: bool, memory: bool) -> None:
    """Run the tests in parts, some of them at a time."""
    if coverage:
        _coverage("erase")
    with ExitStack() as stack:
        os.environ[SHARED_FOLDER] = stack.enter_context(tempfile.TemporaryDirectory())
        peak = stack.enter_context(MemoryPeak(os.getpid())) if memory else None
        ended = [_shown(part) for part in _in_turn(parts or [*PARTS], _Looks(coverage, peak))]
    for one in ended:
        click.echo(one)
    if peak:
        click.echo(f"all together: {peak.megabytes:,} MB at most")
    failed = any(one.code for one in ended)
    if coverage:
        failed = any([_coverage("combine", "--quiet"), _coverage("report"), failed])
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
