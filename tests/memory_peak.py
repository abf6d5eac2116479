"""The most memory that a process and its children take."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

_EVERY_SECONDS = 0.5
_PROCESSES = Path("/proc")


class MemoryPeak:
    """Looks at a process and all of its children while the block runs.

    What several of them share is counted once (proportional set size).

    Args:
        pid: The process.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._bytes: dict[int, int] = defaultdict(int)  # the most, by process: of it and all below it
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory-peak", daemon=True)

    @property
    def megabytes(self) -> int:
        """The most that they took together at one time."""
        return self.megabytes_of(self._pid)

    def megabytes_of(self, child: int) -> int:
        """The most that one child of the process took at one time, with its own children."""
        return round(self._bytes.get(child, 0) / 1e6)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        # Each look walks through the pages of every process, so that one serves for the whole and for the children.
        while not self._ended.wait(_EVERY_SECONDS):
            children = _children()
            taken = {child: sum(map(_pss, _below(child, children))) for child in children[self._pid]}
            taken[self._pid] = _pss(self._pid) + sum(taken.values())
            for pid, count in taken.items():
                self._bytes[pid] = max(self._bytes[pid], count)


def memory_of(pid: int) -> int:
    """Bytes that a process and its children take now; what several of them share is counted once."""
    return sum(map(_pss, _below(pid, _children())))


def _children() -> Mapping[int, Sequence[int]]:
    """The processes that there are, by their parents."""
    found: dict[int, list[int]] = defaultdict(list)
    for folder in _PROCESSES.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                facts = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                found[int(facts[1])].append(int(folder.name))
    return found


def _below(pid: int, children: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """A process, and all below it."""
    yield pid
    for child in children.get(pid, ()):
        yield from _below(child, children)


def _pss(pid: int) -> int:
    """Bytes of a process as the kernel sums them up; 0 for one that has ended."""
    with suppress(OSError), (_PROCESSES / str(pid) / "smaps_rollup").open(encoding="ascii") as lines:
        return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return 0
