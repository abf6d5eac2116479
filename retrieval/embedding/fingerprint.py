"""By what two machines see whether they have the same model: the vector of a known text, and where it was made."""

from __future__ import annotations

import base64
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

KNOWN_TEXT = (
    "The new bridge across the river was opened to traffic in August 2007, two years later than planned."
)

# Engines agree to .9999, and what is kept of a vector adds less than .0001; other weights are far below.
_SAME = 0.99
_STEPS = 127


@dataclass(frozen=True, slots=True)
class ModelFingerprint:
    """What an embedding model makes of a known text.

    The same weights in another engine, or on another processor, have one that fits, which no hash would.

    Attributes:
        host: The machine where it was made.
        steps: The vector, a signed byte a value, in base64.
    """

    host: str
    steps: str

    @classmethod
    def of(cls, vector: Floats) -> Self:
        """The fingerprint of a model whose vector of the known text, of shape (dimension,), is this one."""
        greatest = float(np.abs(vector).max(initial=0.0)) or 1.0
        steps = np.round(vector / greatest * _STEPS).astype(np.int8)
        return cls(socket.gethostname(), base64.b64encode(steps.tobytes()).decode())

    def cosine(self, other: ModelFingerprint) -> float:
        """How alike two are; 0 where the dimensions differ."""
        mine, its = self._vector(), other._vector()
        if mine.shape != its.shape:
            return 0.0
        return float(mine @ its / ((np.linalg.norm(mine) * np.linalg.norm(its)) or 1.0))

    def fits(self, other: ModelFingerprint) -> bool:
        """Whether vectors of both models may stand beside each other."""
        return self.cosine(other) >= _SAME

    def _vector(self) -> Floats:
        return np.frombuffer(base64.b64decode(self.steps), np.int8).astype(np.float32)
