"""Figures as they can be compared: in one unit of a dimension, with their ends, and as exact as they are meant."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import all_words, any_pattern
from retrieval.text.quantity import quantities
from retrieval.text.units import CURRENCY_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.text.quantity import Quantity

_DIMENSIONS = {
    "length": {"km": 1e3, "m": 1.0, "cm": 1e-2, "mm": 1e-3, "mile": 1609.34, "foot": 0.3048, "inch": 0.0254},
    "area": {
        "square km": 1e6, "square m": 1.0, "ha": 1e4, "hectare": 1e4, "acre": 4046.9, "square mile": 2.59e6,
        "square foot": 0.0929,
    },
    "mass": {"t": 1e3, "kg": 1.0, "g": 1e-3},
    "volume": {"l": 1e-3, "cubic m": 1.0, "cubic km": 1e9, "barrel": 0.159},
    "power": {"gw": 1e9, "mw": 1e6, "kw": 1e3, "w": 1.0},
    "voltage": {"kv": 1e3, "v": 1.0},
    "duration": {
        "year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440,
        "second": 1 / 86_400,
    },
}  # fmt: skip
_SCALES = {unit: (name, factor) for name, units in _DIMENSIONS.items() for unit, factor in units.items()}

_CONVERTED = 0.03  # relative: so far apart may two figures be of which one was converted
_INEXACT = 0.15  # of which one is said to be about so much, or more than so much
_ROUNDED = 0.012  # of which one is rounded
_ROUNDED_LARGE = 0.05  # of which one is rounded, where they are large
_UNTOLD = 0.01  # large ones that are so near that nobody would tell the difference
_LARGE = 1_000
_LOOKED_BACK = 3  # words before a figure


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, or the two ends of a range of figures.

    Attributes:
        low: Its value in the first unit of its dimension, or in its own; the lower end of a range.
        high: The same of the upper end; the same as `low` where there is no range.
        dimension: What it measures ("length"), a currency, "%", or `None` where it counts something.
        unit: As it is written.
        exact: Whether nothing beside it says "about" or "more than".
        digits: How many of its digits are significant.
        written: Its value as it is written, of the upper end in its own unit.
        start: Offset of its first character.
        end: Exclusive end.
    """

    low: float
    high: float
    dimension: str | None
    unit: str | None
    exact: bool
    digits: int
    written: float
    start: int
    end: int

    def comparable(self, other: Measure) -> bool:
        """Whether both measure in one dimension, or count."""
        return self.dimension == other.dimension

    def agrees(self, other: Measure) -> bool:
        """Whether both may say the same, one of them rounded, converted, or as a range."""
        if not self.comparable(other):
            return False
        gap = max(self.low, other.low) - min(self.high, other.high)
        if gap <= 0:
            return True
        largest = max(abs(self.high), abs(other.high))
        apart = gap / largest if largest else 0.0
        if self.unit != other.unit and apart <= _CONVERTED:
            return True
        if not (self.exact and other.exact):
            return apart <= _INEXACT
        return apart <= self._tolerance(other)

    def _tolerance(self, other: Measure) -> float:
        large = min(abs(self.low), abs(other.low)) >= _LARGE
        digits = min(self.digits, other.digits)
        if self.digits != other.digits and _rounded(self.low, digits) == _rounded(other.low, digits):
            return _ROUNDED_LARGE if large else _ROUNDED
        return _UNTOLD if large else 0.0


def measures(text: str) -> list[Measure]:
    """The figures of a text, in its order; the two ends of a range are one."""
    found = [q for q in quantities(text) if q.unit != "of"]
    made: list[Measure] = []
    behind = 0
    for number, one in enumerate(found):
        if number < behind:
            continue
        following = found[number + 1] if number + 1 < len(found) else None
        joined = following if following and _joined(one, following, text) else None
        behind = number + (2 if joined else 1)
        made.append(_measure(one, joined, text))
    return made


def _joined(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether two figures are the ends of a range."""
    if one.leads and one.partner == other.value:
        return True
    between = "".join(c for c in text[one.end : other.start] if c not in CURRENCY_SIGNS)
    return between.strip().casefold() in _joiners() and one.value <= other.value


def _scaled(one: Quantity, other: Quantity) -> float:
    """The first end of a range with the scale that is said with the second, where it fits."""
    return one.other if one.other is not None and one.other <= other.value else one.value


def _measure(one: Quantity, joined: Quantity | None, text: str) -> Measure:
    last = joined or one
    ends = [_scaled(one, last), last.value]
    dimension, factor = _SCALES.get(last.unit or "", (last.unit, 1.0))
    before = [match.group().casefold() for match in _WORD.finditer(text[: one.start])][-_LOOKED_BACK:]
    return Measure(
        low=min(ends) * factor,
        high=max(ends) * factor,
        dimension=dimension,
        unit=last.unit,
        exact=not any(_inexact().fullmatch(word) for word in before),
        digits=min(_digits(q) for q in (one, last)),
        written=last.value,
        start=one.start,
        end=last.end,
    )


_WORD = re.compile(r"\w+")


def _digits(q: Quantity) -> int:
    written = "".join(re.findall(r"\d", q.raw)) or f"{q.value:.0f}"
    return max(1, len(written.strip("0")) if written[0] == "0" else len(written.rstrip("0")))


def _rounded(value: float, digits: int) -> float:
    if not value:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
    return math.floor(value / step + 0.5) * step


@cache
def _joiners() -> frozenset[str]:
    return all_words(lambda language: language.quantity_words.joiners)


@cache
def _inexact() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.quantity_words.inexact))


def within(found: list[Measure], start: int, end: int) -> Iterator[Measure]:
    """Those of some figures that stand, at least in part, in `text[start:end]`."""
    return (m for m in found if m.start < end and start < m.end)
