"""The logistic function: a logit as a probability."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 60.0  # a logit beyond which the probability is 0 or 1 and `exp` would overflow sooner or later


def logistic(logit: float) -> float:
    """The probability of a logit, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, logit))))


def logistic_each(logits: Iterable[float]) -> list[float]:
    """`logistic` of each."""
    return [logistic(logit) for logit in logits]
