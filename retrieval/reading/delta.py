"""What training changed in the packaged encoder, in 4 bits a value, and the two heads.

The file is in the safetensors format.  A matrix is kept as the difference to the packaged one, in blocks of 32 values: a
float16 scale, then 16 bytes, the layout of the packaged weights themselves.  Vectors and heads are kept in float16.
"""

from __future__ import annotations

import hashlib
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
_BLOCK_BYTES = 2 + _BLOCK // 2
SPAN, ANSWERED = "span", "answered"
"""Names of the heads: logits of start and end, (3 rows of hidden + 1: weights, then bias), and of there being an answer."""


def pack(values: Floats) -> NDArray[np.uint8]:
    """Values in 4-bit blocks, (blocks, 18); the scale of each is the one of a few that loses least."""
    blocks = values.reshape(-1, _BLOCK)
    signed = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, np.newaxis], axis=1)[:, 0]
    best = np.zeros(len(blocks), dtype=np.float32)
    least = np.full(len(blocks), np.inf, dtype=np.float32)
    for levels in (-8.0, -7.5, -7.0, -6.5, -6.0):
        scale = (signed / levels).astype(np.float16).astype(np.float32)
        loss = ((_levels(blocks, scale) * scale[:, np.newaxis] - blocks) ** 2).sum(axis=1)
        best = np.where(loss < least, scale, best)
        least = np.minimum(loss, least)
    levels_ = (_levels(blocks, best) + 8).astype(np.uint8)
    packed = levels_[:, : _BLOCK // 2] | (levels_[:, _BLOCK // 2 :] << 4)
    return np.concatenate([best.astype("<f2").view(np.uint8).reshape(-1, 2), packed], axis=1)


def unpack(blocks: NDArray[np.uint8]) -> Floats:
    """The values of 4-bit blocks, flat."""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    values = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32) - 8.0
    flat: Floats = (values * scale).reshape(-1)
    return flat


def _levels(blocks: Floats, scale: Floats) -> Floats:
    safe = np.where(scale == 0, 1, scale)
    levels: Floats = np.clip(np.rint(blocks / safe[:, np.newaxis]), -8, 7)
    return levels
