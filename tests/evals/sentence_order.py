"""How sentences are ordered, learned from questions of which it is known which sentences answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from retrieval.answering.quote.close_reading import READ_CLOSELY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.evals.calibration_case import Case


class Order(NamedTuple):
    """How sentences are ordered.

    Attributes:
        sentences: Weights of what is known of each where its passage was read.
        closely: Weights of what reading the best by themselves shows, on the same scale.
    """

    sentences: NDArray[np.float64]
    closely: NDArray[np.float64]

    @classmethod
    def learned(cls, cases: Sequence[Case]) -> Order:
        """First an order of all sentences, then one of those that it puts first."""
        answered = [case for case in cases if case.right.any()]
        sentences = _softmax_weights([(case.set, case.order, case.right) for case in answered])
        near = []
        for case in answered:
            first = _first(case, sentences)
            if case.right[first].any():
                known = np.column_stack([case.order[first] @ sentences, case.closely[first]])
                near.append((case.set, known, case.right[first]))
        scale, *closely = _softmax_weights(near)
        return cls(sentences, np.array(closely) / scale)

    def best(self, case: Case) -> int:
        """Which sentence comes first."""
        first = _first(case, self.sentences)
        return int(first[(case.order[first] @ self.sentences + case.closely[first] @ self.closely).argmax()])


def _first(case: Case, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """The sentences that are read by themselves."""
    scores = case.order[: len(case.closely)] @ weights
    return np.argsort(-scores, kind="stable")[:READ_CLOSELY]


def _softmax_weights(
    cases: Sequence[tuple[str, NDArray[np.float64], NDArray[np.bool_]]],
) -> NDArray[np.float64]:
    """Weights under which a right sentence comes first as often as can be: a softmax over the sentences."""
    counts = Counter(name for name, _, _ in cases)
    heavy = [1 / np.sqrt(counts[name]) for name, _, _ in cases]
    spread = np.concatenate([known for _, known, _ in cases]).std(axis=0) + 1e-9

    def loss(scaled: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.02 * float(scaled @ scaled), 0.04 * scaled
        for (_, known, is_right), weight in zip(cases, heavy, strict=True):
            values = known / spread
            scores = values @ scaled
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            right = odds * is_right
            share = max(float(right.sum()), 1e-12)
            total -= weight * float(np.log(share))
            slope = slope - weight * (values.T @ (right / share - odds))
        return total, slope

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x
    return np.asarray(found / spread)
