"""Weights that come with presscite, in the safetensors format: written, and read only if they are the known ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


def known_tensors(path: Path, sha256: str | None = None) -> dict[str, NDArray[np.float32]]:
    """The tensors in a file, by name.

    Args:
        path: The file.
        sha256: The hash that it must have; `None` takes any.

    Raises:
        ModelError: The file is missing, or is not the known one.
    """
    from safetensors.numpy import load

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} is missing; install presscite again") from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(f"{path} is not the file presscite knows (its SHA-256 differs)")
    return {name: values.astype(np.float32) for name, values in load(data).items()}


def write_tensors(tensors: Mapping[str, NDArray[np.float32]], path: Path) -> None:
    """Write tensors to a file, in float16.

    Args:
        tensors: By name.
        path: The file.
    """
    from safetensors.numpy import save_file

    save_file({name: values.astype(np.float16) for name, values in tensors.items()}, path)
