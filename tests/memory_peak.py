"""The most memory that a process and its children take."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

if TYPE_CHECKING:
    from types import TracebackType

_EVERY_SECONDS = 0.5


class MemoryPeak:
    """Looks at a process and all of its children while the block runs.

    What several of them share is counted once (proportional set size).

    Args:
        pid: The process.
    """

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._bytes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory-peak", daemon=True)

    @property
    def megabytes(self) -> int:
        """The most that they took together at one time."""
        return round(self._bytes / 1e6)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            self._bytes = max(self._bytes, self._taken())

    def _taken(self) -> int:
        taken = 0
        with suppress(psutil.Error):
            for process in (self._process, *self._process.children(recursive=True)):
                with suppress(psutil.Error, OSError):  # one that has ended meanwhile
                    taken += _pss(process.pid)
        return taken


def _pss(pid: int) -> int:
    """Bytes of a process; the kernel's own sum, for psutil adds up every mapping, which costs more than the tests."""
    with Path(f"/proc/{pid}/smaps_rollup").open(encoding="ascii") as lines:
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
