"""Cosines of other models on the scale of the packaged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embedding.cosine_scale import _GOOD, _POOR, PROBES, CosineScale, good_and_poor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

NUMBERS = {text: n for n, pair in enumerate(PROBES) for text in pair}


def encode(text: str) -> NDArray[np.float32]:
    """A model whose good matches have a cosine of 1 and whose poor ones have 0."""
    vector = np.zeros(len(PROBES), dtype=np.float32)
    vector[NUMBERS[text]] = 1.0
    return vector


def encode_all(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.array([encode(text) for text in texts])


def test_the_constants_are_those_of_the_packaged_model(embeddings: SentenceTransformerEmbeddings) -> None:
    """What other models are brought to is what this one gives, whichever engine runs it."""
    measured = good_and_poor(embeddings.encode_query, embeddings.encode_documents)
    assert measured == pytest.approx((_GOOD, _POOR), abs=0.003)


def test_good_and_poor_matches_come_to_the_packaged_models() -> None:
    """A straight line through both, whatever the model's own are."""
    scale = CosineScale.of(encode, encode_all)
    assert (scale(1.0), scale(0.0)) == pytest.approx((_GOOD, _POOR))


def test_a_model_that_tells_nothing_apart_keeps_its_cosines() -> None:
    """A division by nothing helps nobody."""
    scale = CosineScale.of(
        lambda _: np.ones(2, np.float32), lambda texts: np.ones((len(texts), 2), np.float32)
    )
    assert scale(0.3) == pytest.approx(0.3)
