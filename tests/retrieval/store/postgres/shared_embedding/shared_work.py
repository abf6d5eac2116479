"""What tests of shared work look at."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


ARTICLES = 22
"""How many are shared."""


def same(found: dict[str, dict[str, object]], expected: dict[str, dict[str, object]]) -> bool:
    """Whether two stores hold the same texts, vectors and sentences; see `contents`."""
    kept = ("document", "vector", "passage", "sentences")
    return {id_: [entry[name] for name in kept] for id_, entry in found.items()} == {
        id_: [entry[name] for name in kept] for id_, entry in expected.items()
    }


def until(ready: Callable[[], bool]) -> None:
    """Wait for what another process does; a minute without it fails the test."""
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)
