"""How near a store's passages are to a question as a rule: what a cosine has to stand out from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.cosine_scale import CosineScale
    from retrieval.store import Generation

    Floats = NDArray[np.float32]

_SAMPLED = 512  # passages

# Of questions and passages that have nothing to do with each other, on the scale of the packaged model.  A sample of
# so few passages that it could not tell is filled up with as many of these.
_USUAL_MEAN, _USUAL_SPREAD = 0.755, 0.021
_ASSUMED = 30
_LEAST_SPREAD = 0.008


class Usual(NamedTuple):
    """Mean and standard deviation of a question's cosines to texts of the store."""

    mean: float
    spread: float

    def standing_out(self, cosines: Floats) -> Floats:
        """How many standard deviations above the mean cosines are."""
        return (cosines - np.float32(self.mean)) / np.float32(self.spread)


class Backdrop:
    """A fixed sample of a generation's passages.

    Some questions are near to everything, others to nothing, and questions in another language are farther from all; so
    a bar on the cosine alone would be too low for some and too high for others.

    Args:
        generation: Open for reading; it is not needed any more afterwards.
    """

    def __init__(self, generation: Generation) -> None:
        ids = generation.catalogue.sample(_SAMPLED)
        vectors = generation.vectors.stored(ids)
        sentences = generation.catalogue.sentence_vectors(ids)
        self._passages = _rows([vectors[id_] for id_ in ids if id_ in vectors])
        self._sentences = _rows([vector for of_one in sentences.values() for vector in of_one.vectors])

    def usual(self, vector: Floats, scale: CosineScale) -> tuple[Usual, Usual]:
        """What is usual for passages, and for sentences.

        Args:
            vector: Of a question, of shape (dimension,) and unit length.
            scale: Brings the model's cosines to the scale of the packaged model.
        """
        of_passages, of_sentences = (
            _usual(scale.of_many(sample @ vector) if len(sample) else np.empty(0, np.float32))
            for sample in (self._passages, self._sentences)
        )
        return of_passages, of_sentences


def _rows(vectors: list[Floats]) -> Floats:
    return np.array(vectors, dtype=np.float32)


def _usual(cosines: Floats) -> Usual:
    weight = _ASSUMED + len(cosines)
    mean = (_ASSUMED * _USUAL_MEAN + float(cosines.sum())) / weight
    variance = (_ASSUMED * _USUAL_SPREAD**2 + float(((cosines - mean) ** 2).sum())) / weight
    return Usual(mean, max(_LEAST_SPREAD, variance**0.5))
