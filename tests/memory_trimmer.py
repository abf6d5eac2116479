"""Gives memory that tests have let go of back to the system, so that two processes of them fit beside each other.

A process keeps what its tests have freed: the objects in circles until they are collected, and their pages for what
comes next.  Of the part `retrieval` that was a fifth of its memory.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_PAGE = 4_096
_LEAST = 500_000_000  # bytes; below it nothing is done
_GROWN = 60_000_000  # bytes since the last time; collecting takes a fifth of a second


class MemoryTrimmer:
    """A plugin of pytest."""

    def __init__(self) -> None:
        self._kept = 0  # bytes, after the last time

    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """At the end of a file of tests: collect, and give pages back, where the process has grown."""
        if nextitem is not None and nextitem.path == item.path:
            return
        if _resident() > max(_LEAST, self._kept + _GROWN):
            gc.collect()
            _trim()
            self._kept = _resident()


def _resident() -> int:
    """Bytes of this process in memory; 0 where the system does not say so."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def _trim() -> None:
    """What glibc keeps for later goes back to the system; other libraries have no such call."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
