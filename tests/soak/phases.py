"""The phases of a refresh, noted by the process that refreshes and read by the one that kills it."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.fork_server import ForkedProcess


class Phases:
    """Which phases a refresh has been through, and how long they take; in a file, which outlives a kill.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seconds: dict[str, list[float]] = {}

    def begin(self) -> None:
        """A refresh is started."""
        self.path.write_text("")
        self.note("starting")

    def note(self, phase: str) -> None:
        """A phase begins, unless it had begun."""
        if phase != self.now():
            with self.path.open("a") as file:
                file.write(f"{time.monotonic()} {phase}\n")

    def now(self) -> str:
        """The phase that began last."""
        lines = self.path.read_text().splitlines()
        return lines[-1].split()[1] if lines else ""

    def learn(self) -> None:
        """Remember how long each phase took, of a refresh that has just ended."""
        begun = [line.split() for line in self.path.read_text().splitlines()]
        ends = [float(since) for since, _ in begun[1:]] + [time.monotonic()]
        for (since, phase), end in zip(begun, ends, strict=True):
            self._seconds.setdefault(phase, []).append(end - float(since))

    def usual(self, phase: str) -> float:
        """How long a phase takes, in seconds; 0 where it has not been seen."""
        return statistics.median(self._seconds.get(phase, [0.0]))

    def wait_for(self, phase: str, process: ForkedProcess | subprocess.Popen[bytes]) -> None:
        """Return when a refresh has come to a phase, or is at its end."""
        while phase not in self.path.read_text() and process.poll() is None:
            time.sleep(0.0005)
