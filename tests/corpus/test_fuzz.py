"""A taste of tests/soak/fuzz.py, which `make soak` runs in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak import fuzz

if TYPE_CHECKING:
    from pathlib import Path


def test_mutated_inputs() -> None:
    """Mutated inputs of every kind give articles or errors that name them; none crashes, hangs or makes noise."""
    figures = fuzz.run(116, seed=1)
    assert figures["faults"] == []
    assert figures["inputs"] == 116
    assert len(figures["kinds"]) == 29


def test_inputs_as_they_are(tmp_path: Path) -> None:
    """The inputs that are not mutated are all read, each kind of file without an error."""
    assert fuzz.whole(tmp_path) == {}
