"""The vectors of a passage's sentences, as they are kept: made once when the passage is, compared at every question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_COUNT = np.dtype("<u4")
_SPANS = np.dtype("<u4")
_SCALES = np.dtype("<f4")
_STEPS = 127  # of the 8 bits that a value is kept in; moves a cosine by a thousandth at most


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The sentences of one passage.

    Attributes:
        spans: Where each stands in the passage's text, in characters.
        vectors: Their vectors, of shape (len(spans), dimension), each of unit length.
    """

    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]], vectors: NDArray[np.float32]) -> Self:
        """The sentences at these places with these vectors."""
        return cls(tuple((int(start), int(end)) for start, end in spans), vectors)

    def to_bytes(self) -> bytes:
        """A compact form: a byte for a value, and what it is to be multiplied with for each vector."""
        scales, steps = self.in_steps()
        return b"".join(
            (
                np.array([len(self.spans)], _COUNT).tobytes(),
                np.array(self.spans, _SPANS).tobytes(),
                scales.tobytes(),
                steps.tobytes(),
            )
        )

    def in_steps(self) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """The vectors with a byte for a value, and what the values of each are to be multiplied with."""
        scales = np.abs(self.vectors).max(axis=1, initial=1e-12) / _STEPS
        steps = np.rint(self.vectors / scales[:, np.newaxis]).astype(np.int8)
        return scales.astype(_SCALES), steps

    @classmethod
    def of_steps(
        cls, spans: Sequence[tuple[int, int]], scales: NDArray[np.float32], steps: NDArray[np.int8]
    ) -> Self:
        """What `in_steps` made, with the places of the sentences."""
        return cls.of(spans, steps.astype(np.float32) * scales[:, np.newaxis])

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """What `to_bytes` made.

        Raises:
            ValueError: It is something else.
        """
        count = int(np.frombuffer(kept, _COUNT, 1)[0])
        at = _COUNT.itemsize
        spans = np.frombuffer(kept, _SPANS, 2 * count, at).reshape(count, 2)
        at += spans.nbytes
        scales = np.frombuffer(kept, _SCALES, count, at)
        at += scales.nbytes
        steps = np.frombuffer(kept, np.int8, offset=at)
        steps = steps.reshape(count, len(steps) // max(count, 1))
        return cls.of_steps([(start, end) for start, end in spans], scales, steps)


def readable_vectors(kept: Iterable[tuple[str, bytes | None]]) -> dict[str, SentenceVectors | None]:
    """The sentences of passages, by passage id; `None` where they are missing or cannot be read.

    Args:
        kept: Ids of passages, with what `SentenceVectors.to_bytes` made.
    """
    return {id_: _read(data) for id_, data in kept}


def _read(kept: bytes | None) -> SentenceVectors | None:
    try:
        return SentenceVectors.from_bytes(kept) if kept is not None else None
    except ValueError:
        return None
