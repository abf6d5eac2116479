"""How the network is judged."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retrieval.reading.reading import LONGEST_ANSWER
from retrieval.reading.training.judgement import auroc, best_span


def test_best_span_begins_before_it_ends_and_is_no_longer_than_allowed() -> None:
    """The best start and the best end alone may lie the wrong way round; the span that is marked never does."""
    scores = np.zeros((100, 2), dtype=np.float32)
    scores[60, 0], scores[20, 1] = 9.0, 9.0  # an end far before its start
    scores[58, 0], scores[61, 1] = 5.0, 6.0
    start, end, margin = best_span(scores, first=10, count=80)
    assert (start, end) == (60, 61)
    assert margin == pytest.approx(15.0)
    assert 0 <= end - start < LONGEST_ANSWER


def test_margin_counts_from_no_answer() -> None:
    """Where the first token scores above every span the margin is negative."""
    scores = np.zeros((10, 2), dtype=np.float32)
    scores[0] = 4.0
    assert best_span(scores, first=3, count=5)[2] == pytest.approx(-8.0)


@pytest.mark.parametrize(
    ("scores", "known", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.1, 0.9, 0.5, 0.5], [True, False, True, False], 0.125),
        ([0.5, 0.5], [True, False], 0.5),
    ],
)
def test_auroc(scores: list[float], known: list[bool], expected: float) -> None:
    """The share of pairs in the right order, ties counting half."""
    assert auroc(scores, known) == pytest.approx(expected)


def test_auroc_of_one_kind_is_unknown() -> None:
    """Without both kinds there is nothing to tell apart."""
    assert math.isnan(auroc([1.0], [True]))


@pytest.mark.parametrize("known", [[], [True]])
def test_auroc_of_one_kind_alone_is_not_a_number(known: list[bool]) -> None:
    """A set without claims, or without anything unanswered, can be judged too."""
    assert math.isnan(auroc([0.5] * len(known), known))
