"""A classifier that is quadratic in a message's vector and linear in its n-grams, fitted in closed form.

It is kernel ridge regression on the kinds.  The kernel of two messages is `(1 + 2 e·f)^2 - 1 + 4 g·h`, where e and f
are their vectors, g and h their n-grams.  The quadratic form that this makes of each kind is then cut to the few
directions that count most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_SHARPNESS = 2.0  # of the product of two vectors beside 1
_GRAMS = 4.0  # of the product of two messages' n-grams
_RIDGE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadraticClassifier:
    """The scores of messages for each kind.

    Attributes:
        linear: Of vectors, (dimension, kinds).
        directions: Of vectors, (kinds, dimension, rank).
        strengths: Of the squares along these, (kinds, rank).
        grams: Of n-grams, (buckets, kinds).
        bias: (kinds,).
    """

    linear: Floats
    directions: Floats
    strengths: Floats
    grams: Floats
    bias: Floats

    def scores(self, vectors: Floats, grams: Floats) -> Floats:
        """The scores of messages, (messages, kinds)."""
        along = np.einsum("nd,kdr->nkr", vectors, self.directions)
        squares = (along**2 * self.strengths).sum(axis=2)
        found: Floats = vectors @ self.linear + squares + grams @ self.grams + self.bias
        return found


def fit_quadratic(
    vectors: Floats, grams: Floats, labels: Floats, counts: Floats, *, rank: int
) -> QuadraticClassifier:
    """Fit the classifier.

    Args:
        vectors: Of the messages, each value of about the size of 1 over the root of the dimension.
        grams: Their n-grams, (messages, buckets).
        labels: 1 for the kind that a message is of, else 0, (messages, kinds).
        counts: What each message counts for, (messages,).
        rank: How many directions of each kind are kept.
    """
    from scipy.linalg import solve

    mean = labels.mean(axis=0)
    dual = solve(_ridged(vectors, grams, counts), labels - mean, assume_a="pos", overwrite_a=True)
    pairs = [_strongest(vectors, dual[:, kind], rank) for kind in range(labels.shape[1])]
    return QuadraticClassifier(
        linear=2 * _SHARPNESS * vectors.T @ dual,
        directions=np.array([directions for _, directions in pairs]),
        strengths=np.array([strengths for strengths, _ in pairs]),
        grams=_GRAMS * grams.T @ dual,
        bias=mean,
    )


def left_out_scores(vectors: Floats, grams: Floats, labels: Floats, counts: Floats) -> Floats:
    """The scores that each message would have if the classifier had learned from all others only, (messages, kinds)."""
    inverse = np.linalg.inv(_ridged(vectors, grams, counts))
    dual = inverse @ (labels - labels.mean(axis=0))
    found: Floats = labels - dual / np.diag(inverse)[:, np.newaxis]
    return found


def fit_linear(grams: Floats, labels: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """The weights of n-grams alone, (buckets, kinds), and the bias, (kinds,)."""
    mean = labels.mean(axis=0)
    weighed = grams * counts[:, np.newaxis]
    square = weighed.T @ grams + _RIDGE * np.eye(grams.shape[1], dtype=np.float32)
    found: Floats = np.linalg.solve(square, weighed.T @ (labels - mean))
    return found, mean


def _ridged(vectors: Floats, grams: Floats, counts: Floats) -> Floats:
    """The kernel of messages with themselves, and the ridge on its diagonal."""
    kernel = vectors @ vectors.T
    kernel *= _SHARPNESS
    kernel += 1
    kernel *= kernel
    kernel -= 1
    kernel += (_GRAMS * grams) @ grams.T
    kernel[np.diag_indices_from(kernel)] += _RIDGE / counts
    return kernel


def _strongest(vectors: Floats, dual: Floats, rank: int) -> tuple[Floats, Floats]:
    """The strengths and directions of a quadratic form that count most."""
    form = _SHARPNESS**2 * (vectors * dual[:, np.newaxis]).T @ vectors
    strengths, directions = np.linalg.eigh(form)
    kept = np.argsort(-np.abs(strengths))[:rank]
    return strengths[kept], directions[:, kept]
