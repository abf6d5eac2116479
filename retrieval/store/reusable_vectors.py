"""The vectors that another generation has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.sentence_table import SentenceTable
    from retrieval.store.vector_index import VectorIndex

    PassageVectors: TypeAlias = tuple[NDArray[np.float32], SentenceVectors]
    """The vector of a passage, of shape (dimension,), and those of its sentences."""

_UNIT = 1e-3  # how far from 1 the length of a vector may be that is taken over


class ReusableVectors:
    """The vectors of passages and of their sentences that another generation has, by passage id.

    Args:
        vectors: Those of its passages.
        sentences: Those of their sentences.
        dimension: Of both.
    """

    def __init__(self, vectors: VectorIndex, sentences: SentenceTable, dimension: int) -> None:
        self._dimension = dimension
        self._vectors = vectors
        self._sentences = sentences

    def of(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """What it has of these passages that is sound; unknown ids are left out."""
        try:
            vectors = self._vectors.stored(ids)
            sentences = self._sentences.readable(ids)
        except StoreError:
            return {}  # what is damaged is embedded anew
        return {
            id_: (vector, of_passage)
            for id_, vector in vectors.items()
            if (of_passage := sentences.get(id_)) is not None and self._is_sound(vector)
        }

    def _is_sound(self, vector: NDArray[np.float32]) -> bool:
        return vector.shape == (self._dimension,) and abs(float(np.linalg.norm(vector)) - 1.0) < _UNIT
