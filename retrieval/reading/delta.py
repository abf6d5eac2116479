"""What training changed in the packaged encoder, in 4 bits a value: the file that is shipped.

It is in the safetensors format.  A matrix is kept as its difference to the packaged one, in blocks of 32 values: a
float16 scale, then 16 bytes, the layout of the packaged weights themselves.  Everything else is kept in float16.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.packaged_weights import PackagedWeights

    Floats = NDArray[np.float32]

_BLOCK = 32  # values
_LARGEST = (-8.0, -7.5, -7.0, -6.5, -6.0)  # levels that the largest value of a block may be put on

LOGITS = "logits"
"""Start, end, "there is an answer", "the claim follows": weights and, in the last column, biases, (4, hidden + 1)."""


def write_delta(
    path: Path, base: PackagedWeights, trained: Mapping[str, Floats], logits: Floats, *, layers: int
) -> None:
    """Write what training changed.

    Args:
        path: The file.
        base: The packaged weights.
        trained: Tensors after training, flat, by the packaged weights' names; those left out did not change.
        logits: See `LOGITS`.
        layers: How many layers of the encoder are kept, from the lowest.
    """
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {LOGITS: logits.astype(np.float16)}
    for name, values in trained.items():
        change = (values - base.tensor(name)).astype(np.float32)
        tensors[name] = (
            pack(change) if name.endswith(".w") and "ln" not in name else change.astype(np.float16)
        )
    save_file(tensors, path, metadata={"layers": json.dumps(layers)})


class ReadingWeights:
    """The packaged weights with what training changed put on top.

    Args:
        base: The packaged weights.
        path: What `write_delta` wrote.
        sha256: The hash that the file must have; `None` takes any.

    Attributes:
        logits: See `LOGITS`, as float32.
        hidden: Size of a token's state.
        heads: Heads of attention.
        layers: How many layers of the encoder are kept.

    Raises:
        ModelError: The file is missing, or is not the known one.
    """

    def __init__(self, base: PackagedWeights, path: Path, sha256: str | None = None) -> None:
        from safetensors import safe_open

        check_hash(path, sha256)
        self._base = base
        self._changes: dict[str, NDArray[Any]] = {}
        with safe_open(path, framework="numpy") as file:
            self.layers = int(json.loads(file.metadata()["layers"]))
            for name in file.keys():  # noqa: SIM118 - the file is no mapping
                self._changes[name] = file.get_tensor(name)
        self.logits: Floats = self._changes.pop(LOGITS).astype(np.float32)
        self.hidden, self.heads = base.hidden, base.heads

    def tensor(self, name: str) -> Floats:
        """One tensor as float32, flat."""
        values = self._base.tensor(name)
        change = self._changes.get(name)
        if change is None:
            return values
        return values + (unpack(change) if change.dtype == np.uint8 else change.astype(np.float32))


def check_hash(path: Path, sha256: str | None) -> None:
    """Make sure that a file is there and has a hash.

    Raises:
        ModelError: It is not, or has another one.
    """
    if not path.is_file():
        raise ModelError(f"{path}, which holds the reading model, is missing; install presscite again")
    if sha256 is not None and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise ModelError(f"{path} is not the reading model presscite knows (its SHA-256 differs)")


def pack(values: Floats) -> NDArray[np.uint8]:
    """Values in 4-bit blocks, (values / 32, 18); the scale of each block is the one of a few that loses least."""
    blocks = values.reshape(-1, _BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, np.newaxis], axis=1)[:, 0]
    best = np.zeros(len(blocks), dtype=np.float32)
    least = np.full(len(blocks), np.inf, dtype=np.float32)
    for level in _LARGEST:
        scale = (largest / level).astype(np.float16).astype(np.float32)
        loss = ((_levels(blocks, scale) * scale[:, np.newaxis] - blocks) ** 2).sum(axis=1)
        best, least = np.where(loss < least, scale, best), np.minimum(loss, least)
    levels = (_levels(blocks, best) + 8).astype(np.uint8)
    packed = levels[:, : _BLOCK // 2] | (levels[:, _BLOCK // 2 :] << 4)
    return np.concatenate([best.astype("<f2").view(np.uint8).reshape(-1, 2), packed], axis=1)


def unpack(blocks: NDArray[np.uint8]) -> Floats:
    """The values of 4-bit blocks, flat."""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    values = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32) - 8.0
    flat: Floats = (values * scale).reshape(-1)
    return flat


def _levels(blocks: Floats, scale: Floats) -> Floats:
    divisor = np.where(scale == 0, 1, scale)[:, np.newaxis]
    levels: Floats = np.clip(np.rint(blocks / divisor), -8, 7)
    return levels
