"""A taste of tests/soak/fuzz.py, which `make soak` runs in full."""

from __future__ import annotations

from tests.soak import fuzz


def test_mutated_inputs() -> None:
    """Mutated inputs of every kind give articles or errors that name them; none crashes, hangs or makes noise.

    Those that are not mutated are all read.
    """
    figures = fuzz.run(58, seed=1)
    assert figures["faults"] == []
    assert figures["inputs"] == 58
    assert len(figures["kinds"]) == 29
