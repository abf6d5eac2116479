"""Figures and their bootstrap intervals."""

from __future__ import annotations

import math

import pytest

from retrieval.evaluation.figure import Figure


def test_mean_with_interval() -> None:
    """The value is exact; the interval of a share agrees with the textbook's for as many questions."""
    values = [1.0] * 300 + [0.0] * 100
    figure = Figure.mean(values)
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert figure.value == 0.75
    assert figure.count == 400
    assert figure.low == pytest.approx(0.75 - half, abs=0.008)
    assert figure.high == pytest.approx(0.75 + half, abs=0.008)


def test_same_every_time() -> None:
    """The resamples are drawn with a fixed seed."""
    assert Figure.mean([0.0, 1.0, 1.0]) == Figure.mean([0.0, 1.0, 1.0])


def test_percentiles() -> None:
    """Median and 95th percentile as hand-computed; they lie within their intervals."""
    values = [float(n) for n in range(1, 102)]
    assert Figure.percentile(values, 50).value == 51
    tail = Figure.percentile(values, 95)
    assert tail.value == 96
    assert tail.low <= 96 <= tail.high


def test_one_question() -> None:
    """One value has no spread."""
    assert Figure.mean([0.5]) == Figure(value=0.5, low=0.5, high=0.5, count=1)


def test_difference_is_paired() -> None:
    """Where one is always better by the same, there is no doubt about it, however the questions differ."""
    ours, theirs = [1.0, 0.6, 0.3], [0.9, 0.5, 0.2]
    figure = Figure.difference(ours, theirs)
    assert figure.value == pytest.approx(0.1)
    assert figure.low == pytest.approx(0.1)
    assert figure.to_dict() == {"value": 0.1, "low": 0.1, "high": 0.1, "count": 3}
