"""How near a store's passages are to a question as a rule: what a cosine has to stand out from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.languages.detection import script_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corpus.languages.script import Script
    from retrieval.embedding.cosine_scale import CosineScale
    from retrieval.store.snapshot import Snapshot

    Floats = NDArray[np.float32]

_SAMPLED = 512  # passages

# Of questions and passages that have nothing to do with each other, on the scale of the packaged model.  A sample of
# so few passages that it could not tell is filled up with as many of these.
_SAME_MEAN, _FOREIGN_MEAN, _SPREAD = 0.765, 0.735, 0.021
_ASSUMED = 30
_LEAST_SPREAD = 0.008

_NONE = np.empty(0, dtype=np.float32)


class CosineDistribution(NamedTuple):
    """Mean and standard deviation of a question's cosines to texts of the store."""

    mean: float
    spread: float

    def z_scores(self, cosines: Floats) -> Floats:
        """How many standard deviations above the mean cosines are."""
        return (cosines - np.float32(self.mean)) / np.float32(self.spread)


class Background:
    """A fixed sample of a generation's passages, by the letters they are written in.

    Some questions are near to everything, others to nothing, and all are farther from texts in another language; so a
    bar on the cosine alone would be too low for some and too high for others.

    Args:
        snapshot: Open for reading; it is not needed any more afterwards.
        scale: Brings the model's cosines to the scale of the packaged model.
    """

    def __init__(self, snapshot: Snapshot, scale: CosineScale) -> None:
        self.scale = scale
        ids = snapshot.catalogue.sample(_SAMPLED)
        vectors = snapshot.vectors.stored(ids)
        of_sentences = snapshot.sentences.vectors(ids)
        passages: defaultdict[Script | None, list[Floats]] = defaultdict(list)
        sentences: defaultdict[Script | None, list[Floats]] = defaultdict(list)
        for hit in snapshot.catalogue.hits(dict.fromkeys(ids, 0.0)):
            script = script_of(hit.text)
            if hit.passage_id in vectors and hit.passage_id in of_sentences:
                passages[script].append(vectors[hit.passage_id])
                sentences[script] += list(of_sentences[hit.passage_id].vectors)
        self._passages = {script: np.array(rows, np.float32) for script, rows in passages.items()}
        self._sentences = {script: np.array(rows, np.float32) for script, rows in sentences.items()}

    def usual(
        self, vector: Floats, script: Script | None, *, foreign: bool
    ) -> tuple[CosineDistribution, CosineDistribution]:
        """What is usual for passages in some letters, and for sentences in them.

        Args:
            vector: Of a question, of shape (dimension,) and unit length.
            script: The letters of the passages that are to be judged.
            foreign: Whether the question is in others.
        """
        assumed = _FOREIGN_MEAN if foreign else _SAME_MEAN
        of_passages, of_sentences = (
            _distribution(
                self.scale.of_many(sample[script] @ vector) if len(sample.get(script, ())) else _NONE, assumed
            )
            for sample in (self._passages, self._sentences)
        )
        return of_passages, of_sentences


def _distribution(cosines: Floats, assumed: float) -> CosineDistribution:
    weight = _ASSUMED + len(cosines)
    mean = (_ASSUMED * assumed + float(cosines.sum())) / weight
    variance = (_ASSUMED * _SPREAD**2 + float(((cosines - mean) ** 2).sum())) / weight
    return CosineDistribution(mean, max(_LEAST_SPREAD, variance**0.5))
