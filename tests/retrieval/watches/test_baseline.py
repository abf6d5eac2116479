"""A baseline as bytes: the same after it was kept, refused where it was damaged, and small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import BaselineError
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.baseline import Baseline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def baseline(sample_home: Path) -> Baseline:
    with Store.from_settings(Settings(home=sample_home)).reading() as snapshot:
        return Baseline.of(snapshot)


def test_bytes_and_back(baseline: Baseline) -> None:
    """What was kept is what was taken: of every article its id, digest, text and sentences."""
    kept = Baseline.from_bytes(baseline.to_bytes())
    assert kept.generation == baseline.generation
    for name in ("articles", "digests", "bodies", "starts", "sentences"):
        assert np.array_equal(getattr(kept, name), getattr(baseline, name)), name
    assert kept.to_bytes() == baseline.to_bytes()


def test_size(baseline: Baseline) -> None:
    """It holds 28 bytes an article and 4 a sentence, and little besides."""
    size = 28 * len(baseline.articles) + 4 * len(baseline.sentences)
    assert 0 < len(baseline.to_bytes()) - size < 150


def test_entry(baseline: Baseline, sample_home: Path) -> None:
    """Each article of the store is in it, with its own sentences; another one is not."""
    with Store.from_settings(Settings(home=sample_home)).reading() as snapshot:
        ids = list(snapshot.catalogue.digests())
    counted = 0
    for id_ in ids:
        entry = baseline.entry(id_)
        assert entry is not None
        counted += len(entry.sentences)
    assert counted == len(baseline.sentences)
    assert baseline.entry("another") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b[:-1],
        lambda b: b"",
        lambda b: b[:-3] + b"abc",
        lambda b: b + b"x",
        lambda b: b.replace(b"snapshot 1", b"snapshot 2"),
    ],
)
def test_damage_is_refused(baseline: Baseline, damage: Callable[[bytes], bytes]) -> None:
    """Cut short, empty, altered, lengthened or of another version: an error that says what to do."""
    with pytest.raises(BaselineError, match="take a new one"):
        Baseline.from_bytes(damage(baseline.to_bytes()))
