"""A figure with its bootstrap interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Statistic = Callable[[Values], Values]
    """Makes one number of each row."""

RESAMPLES = 1_000
_SEED = 20_240_613  # fixed, so that a figure is the same tomorrow; shared, so that differences are paired
_INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number measured over questions, with its 95% bootstrap interval.

    Attributes:
        value: The number.
        low: Lower end of the interval.
        high: Upper end of the interval.
        count: Over how many questions it was measured.
    """

    value: float
    low: float
    high: float
    count: int

    @classmethod
    def mean(cls, values: Sequence[float]) -> Figure:
        """The mean of values, at least one."""
        return cls._of(values, lambda rows: rows.mean(axis=1))

    @classmethod
    def percentile(cls, values: Sequence[float], percent: float) -> Figure:
        """A percentile of values, at least one."""

        def statistic(rows: Values) -> Values:
            found: Values = np.percentile(rows, percent, axis=1)
            return found

        return cls._of(values, statistic)

    @classmethod
    def difference(cls, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
        """The mean of ours less theirs, on the same questions; an interval above 0 says ours is better."""
        return cls.mean([our - their for our, their in zip(ours, theirs, strict=True)])

    @classmethod
    def _of(cls, values: Sequence[float], statistic: Statistic) -> Figure:
        taken = np.asarray(values, dtype=np.float64)
        (value,) = statistic(taken[np.newaxis, :])
        low, high = np.percentile(statistic(taken[_resampled(len(taken))]), _INTERVAL)
        return cls(value=float(value), low=float(low), high=float(high), count=len(taken))

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain JSON types, rounded to what it can say."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


@lru_cache(maxsize=2)  # the figures of one evaluation are mostly over the same number of questions
def _resampled(count: int) -> NDArray[np.int32]:
    """Which questions each resample holds, a row each."""
    return np.random.default_rng(_SEED).integers(count, size=(RESAMPLES, count), dtype=np.int32)
