"""The regressions learn what can be learned, and say how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.query.training.regression import fit, softmax, temperature


def test_separable_classes_are_learned() -> None:
    """Rows on either side of a line are told apart."""
    values = np.array([-2.0, -1.0, 1.0, 2.0], dtype=np.float32)
    features = np.stack([values, np.ones(4, dtype=np.float32)], axis=1)
    allowed = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    weights = fit(features, allowed, np.ones(4, dtype=np.float32), penalty=1e-3)
    assert (features @ weights.T).argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_a_row_that_may_be_of_two_classes_excludes_the_third() -> None:
    """Rows known to be of one of two classes leave nothing to the third."""
    features = np.ones((2, 1), dtype=np.float32)
    allowed = np.array([[1, 1, 0], [1, 1, 0]], dtype=np.float32)
    likely = softmax(features @ fit(features, allowed, np.ones(2, dtype=np.float32), penalty=0.0).T)
    assert likely[0, 2] < 0.01


@pytest.mark.parametrize(("size", "expected"), [(8.0, 4.0), (1.0, 0.5)])
def test_temperature(size: float, expected: float) -> None:
    """Scores that are right in seven of eight rows are as sure as that, whatever their size was."""
    scores = np.array([[size, 0.0]] * 8, dtype=np.float32)
    right = np.array([0] * 7 + [1])
    found = temperature(scores, right)
    assert found == pytest.approx(expected, rel=0.1)
    assert softmax(scores / np.float32(found))[0, 0] == pytest.approx(7 / 8, abs=0.02)
