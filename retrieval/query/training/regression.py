"""A logistic regression, fitted by L-BFGS, and the temperature of scores; the same data gives the same weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_ITERATIONS = 120


def fit(features: Floats, allowed: Floats, weights: Floats, *, penalty: float) -> Floats:
    """Fit a multinomial logistic regression where a row may be known to be of one of several classes only.

    Args:
        features: (rows, features); the last one is 1 and its weight is not penalised.
        allowed: (rows, classes), 1 where the row may be of the class, else 0.
        weights: (rows,), what each counts for.
        penalty: Of the squared weights.

    Returns:
        (classes, features).
    """
    from scipy.optimize import minimize

    shape = (allowed.shape[1], features.shape[1])
    share = (weights / weights.sum())[:, np.newaxis]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        theta = flat.reshape(shape).astype(np.float32)
        likely = softmax(features @ theta.T)
        right = np.maximum((likely * allowed).sum(axis=1, keepdims=True), 1e-12)
        slope = (share * (likely - likely * allowed / right)).T @ features
        free = theta.copy()
        free[:, -1] = 0.0
        value = -float((share * np.log(right)).sum()) + penalty * float((free**2).sum())
        return value, (slope + 2 * penalty * free).astype(np.float64).ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS})
    fitted: Floats = found.x.reshape(shape).astype(np.float32)
    return fitted


def softmax(scores: Floats) -> Floats:
    """Scores of shape (rows, classes) as likelihoods."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: Floats = powers / powers.sum(axis=1, keepdims=True)
    return likely


def temperature(scores: Floats, right: NDArray[np.int64]) -> float:
    """What scores are divided by so that their likelihoods are true, found on rows that were not learned from.

    Args:
        scores: (rows, classes).
        right: (rows,), the class of each.
    """
    tried = np.exp(np.linspace(np.log(0.03), np.log(6.0), 120))
    rows = np.arange(len(right))

    def loss(divisor: float) -> float:
        return -float(np.log(softmax(scores / np.float32(divisor))[rows, right] + 1e-12).mean())

    return min(map(float, tried), key=loss)
