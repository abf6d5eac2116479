"""Weights that come with presscite are read only if they are the known ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from retrieval.errors import ModelError
from retrieval.known_tensors import known_tensors

if TYPE_CHECKING:
    from pathlib import Path


def test_the_known_file_is_read_and_no_other(tmp_path: Path) -> None:
    """As float32; a file that is missing or another one is named, with what to do."""
    path = tmp_path / "weights.safetensors"
    save_file({"one": np.array([1.5, -2.0], dtype=np.float16)}, path)
    right = hashlib.sha256(path.read_bytes()).hexdigest()

    for sha256 in (right, None):
        (values,) = known_tensors(path, sha256).values()
        assert values.dtype == np.float32
        assert values.tolist() == [1.5, -2.0]
    with pytest.raises(ModelError, match="is not the file presscite knows"):
        known_tensors(path, "0" * 64)
    with pytest.raises(ModelError, match="is missing; install presscite again"):
        known_tensors(tmp_path / "none.safetensors", right)
