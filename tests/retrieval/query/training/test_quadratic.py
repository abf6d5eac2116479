"""The classifier that is quadratic in vectors and linear in n-grams."""

from __future__ import annotations

import numpy as np

from retrieval.query.training.quadratic import fit_linear, fit_quadratic, left_out_scores

_ANGLES = np.linspace(0.04, 2 * np.pi, 80, endpoint=False)
VECTORS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1).astype(np.float32)
LABELS = np.stack([np.sin(2 * _ANGLES) > 0, np.sin(2 * _ANGLES) <= 0], axis=1).astype(np.float32)
NO_GRAMS = np.zeros((len(VECTORS), 3), dtype=np.float32)
ONES = np.ones(len(VECTORS), dtype=np.float32)


def test_opposite_quarters_are_learned() -> None:
    """No straight line parts them from the others; the directions of squares that are kept do."""
    found = fit_quadratic(VECTORS, NO_GRAMS, LABELS, ONES, rank=2)
    assert found.directions.shape == (2, 2, 2)
    assert np.array_equal(found.scores(VECTORS, NO_GRAMS).argmax(axis=1), LABELS.argmax(axis=1))


def test_scores_of_what_was_left_out() -> None:
    """They are those of a classifier that has learned from all the others."""
    rows = np.arange(len(VECTORS)) != 3
    left_out = left_out_scores(VECTORS, NO_GRAMS, LABELS, ONES)[3]
    others = fit_quadratic(VECTORS[rows], NO_GRAMS[rows], LABELS[rows], ONES[rows], rank=2)
    assert np.allclose(left_out, others.scores(VECTORS[3:4], NO_GRAMS[3:4])[0], atol=0.02)


def test_n_grams_alone() -> None:
    """Where there are no vectors n-grams tell what they can."""
    grams = np.pad(LABELS, ((0, 0), (0, 1)))
    weights, bias = fit_linear(grams, LABELS, ONES)
    assert np.array_equal((grams @ weights + bias).argmax(axis=1), LABELS.argmax(axis=1))
