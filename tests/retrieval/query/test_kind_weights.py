"""The shipped weights: small, known by their hash, and refused where they are something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import ModelError
from retrieval.query.grams import BUCKETS
from retrieval.query.kind_classifier import KINDS
from retrieval.query.kind_weights import WEIGHTS, KindWeights, shipped_weights
from retrieval.query.subject_features import SUBJECT_BUCKETS

if TYPE_CHECKING:
    from pathlib import Path


def test_shipped_file() -> None:
    """It has the hash that the package knows, a row for each kind, and is small."""
    weights = shipped_weights()
    assert weights.grams.shape[0] == BUCKETS
    assert weights.bias.shape == (len(KINDS),)
    assert weights.subject.shape == (SUBJECT_BUCKETS,)
    assert WEIGHTS.stat().st_size < 600_000


def test_another_file_is_refused(tmp_path: Path) -> None:
    """Weights that were exchanged are not used."""
    other = tmp_path / "kinds.safetensors"
    other.write_bytes(WEIGHTS.read_bytes() + b" ")
    with pytest.raises(ModelError, match="SHA-256"):
        KindWeights.read(other, "0" * 64)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """Whoever lacks the file is told what to do."""
    with pytest.raises(ModelError, match="install presscite again"):
        KindWeights.read(tmp_path / "kinds.safetensors")


def test_written_weights_are_read_back(tmp_path: Path) -> None:
    """What is written in float16 comes back as float32."""
    weights = shipped_weights()
    weights.write(tmp_path / "again.safetensors")
    again = KindWeights.read(tmp_path / "again.safetensors")
    assert again.linear.dtype == np.float32
    assert np.array_equal(again.linear, weights.linear)
