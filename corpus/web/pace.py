"""When a host may be asked again: one request at a time and a pause after each, whoever asks."""

from __future__ import annotations

import time
from typing import Protocol


class Pace(Protocol):
    """Keeps the pause between two requests to a host."""

    def wait(self, host: str) -> None:
        """Return when the host may be asked, by this process and by nobody else until `rest`."""

    def rest(self, host: str, seconds: float) -> None:
        """Let nobody ask the host for so long, from the end of a request on."""


class LocalPace:
    """The `Pace` of a process that is alone."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked."""
        left = self._free_at.get(host, 0.0) - time.monotonic()
        if left > 0:
            time.sleep(left)

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        self._free_at[host] = time.monotonic() + seconds
