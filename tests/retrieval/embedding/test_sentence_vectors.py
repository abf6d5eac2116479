"""Sentence vectors come back from their compact form as they went in, but for a thousandth."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.embedding.sentence_vectors import SentenceVectors


@pytest.mark.parametrize("count", [0, 1, 5])
def test_round_trip(count: int) -> None:
    """Spans are the same, cosines at least 0.999; a byte a value."""
    vectors = np.random.default_rng(count).normal(size=(count, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = SentenceVectors.of([(n * 100_000, n * 100_000 + 7) for n in range(count)], vectors)
    packed = kept.to_bytes()
    assert len(packed) <= 4 + count * (384 + 12)
    back = SentenceVectors.from_bytes(packed)
    assert back.spans == kept.spans
    assert len(back.vectors) == count
    assert all(cosine >= 0.999 for cosine in (back.vectors * vectors[:, : back.vectors.shape[1]]).sum(axis=1))


def test_a_zero_vector_stays_zero() -> None:
    """A sentence of which no token was left is like nothing at all."""
    back = SentenceVectors.from_bytes(SentenceVectors.of([(0, 3)], np.zeros((1, 4), np.float32)).to_bytes())
    assert not back.vectors.any()
