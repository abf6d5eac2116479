"""All tests, in parts: each part is a process of its own, and two of them run at a time.

A process keeps what its tests have loaded: a model, torch, Chroma, matplotlib.  So a part has what needs the same, and
the memory of a part that has ended is free.

    python -m tests.run             # all parts
    python -m tests.run e2e bot     # some of them
    python -m tests.run --coverage  # all parts, and which lines they reach
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

REPOSITORY = Path(__file__).parents[1]

PARTS = {
    "e2e": ("tests/e2e/",),
    "store": ("tests/retrieval/indexing/", "tests/retrieval/store/"),
    "retrieval": ("tests/",),
    "corpus": ("tests/corpus/", "tests/pictures/"),
    "bot": ("tests/bot/",),
    "torch": (
        "tests/retrieval/embedding/test_encoder.py",  # first: it has another process load torch
        "tests/retrieval/embedding/",
        "tests/retrieval/reading/",
        "tests/retrieval/search/test_reranker.py",
        "tests/evals/",
    ),
    "soak": ("tests/soak/",),
}
"""Beginnings of paths by part; of a file, the longest beginning counts.

Parts are begun in this order: what takes longest first, so that both processors are busy to the end; but `e2e` and
`retrieval`, which take most memory, not together.
"""

_AT_A_TIME = 2
# As bot/deploy has it: each further arena keeps memory that nobody uses.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


def files_by_part() -> dict[str, list[str]]:
    """The files of tests of each part, in the order of the part's paths."""
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        name = path.relative_to(REPOSITORY).as_posix()
        found[part_of(name)].append(name)
    for part, paths in PARTS.items():
        found[part].sort(key=lambda name, paths=paths: [not name.startswith(one) for one in paths])  # type: ignore[misc]
    return found


def part_of(name: str) -> str:
    """The part of a file of tests."""
    fitting = [(len(one), part) for part, paths in PARTS.items() for one in paths if name.startswith(one)]
    return max(fitting)[1]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A part that has run.

    Attributes:
        part: Its name.
        code: The exit code of pytest.
        output: What pytest wrote.
    """

    part: str
    code: int
    output: str

    def __str__(self) -> str:
        last = self.output.strip().rpartition("\n")[2].strip("= ")
        return f"{self.part}: {last}" + (f" (exit code {self.code})" if self.code else "")


def _run(part: str, files: Sequence[str], *, coverage: bool) -> _Ended:
    measured = ["-m", "coverage", "run"] if coverage else []
    done = subprocess.run(
        [sys.executable, *measured, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=REPOSITORY,
        env={**os.environ, **_ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return _Ended(part, done.returncode, done.stdout)


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
def main(parts: tuple[str, ...], *, coverage: bool) -> None:
    """Run the tests in parts, two parts at a time."""
    files = files_by_part()
    if coverage:
        _coverage("erase")
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        running = [pool.submit(_run, part, files[part], coverage=coverage) for part in parts or PARTS]
        ended = [_shown(part.result()) for part in as_completed(running)]
    for one in ended:
        click.echo(one)
    failed = any(one.code for one in ended)
    if coverage:
        failed = any([_coverage("combine", "--quiet"), _coverage("report"), failed])
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
