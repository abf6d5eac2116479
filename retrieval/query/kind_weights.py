"""The learned weights by which messages are told apart, as the package ships them.

`python -m retrieval.query.training` makes the file; docs/kinds.md says from what, and how good it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from retrieval.known_tensors import known_tensors, write_tensors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("kinds.safetensors")
"""The shipped file."""

_SHA256 = "24d21d7f6a2e1231ccec184582a47d8c08bde3c17a3dcd4abf931220a5573efa"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWeights:
    """The weights; scores are quadratic in the encoder's vector of a message and linear in its hashed n-grams.

    Attributes:
        centre: What is taken from the vector, (dimension,).
        scale: What it is then divided by, (dimension,).
        linear: Of what this leaves, (dimension, kinds).
        directions: In which its squares count, (kinds, dimension, rank).
        strengths: What they count for, (kinds, rank).
        grams: Of the n-grams, (buckets, kinds).
        bias: (kinds,).
        grams_alone: Of the n-grams where there is no vector, (buckets, kinds).
        bias_alone: (kinds,).
        subject: Of the features of a word for its being part of what is asked about, (buckets of
            these,).
        subject_bias: (1,).
    """

    centre: Floats
    scale: Floats
    linear: Floats
    directions: Floats
    strengths: Floats
    grams: Floats
    bias: Floats
    grams_alone: Floats
    bias_alone: Floats
    subject: Floats
    subject_bias: Floats

    @classmethod
    def read(cls, path: Path, sha256: str | None = None) -> Self:
        """The weights in a file.

        Args:
            path: The file, in the safetensors format.
            sha256: The hash that it must have; `None` takes any.

        Raises:
            ModelError: The file is missing, or is not the known one.
        """
        return cls(**known_tensors(path, sha256))

    def write(self, path: Path) -> None:
        """Write the weights to a file, in float16."""
        write_tensors({name: getattr(self, name) for name in self.__slots__}, path)


@cache
def shipped_weights() -> KindWeights:
    """The weights of the package, read once."""
    return KindWeights.read(WEIGHTS, _SHA256)
