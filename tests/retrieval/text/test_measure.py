"""Figures that say the same are told from those that do not."""

from __future__ import annotations

import pytest

from retrieval.text.measure import measures, within


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2.4 million dollars", "2,400,000 dollars", True),
        ("2,4 млрд сомов", "2 400 млн сомов", True),
        ("218,400 people", "about 218,000 people", True),
        ("51 870 человек", "почти 52 тысячи человек", True),
        ("68 940 нафар", "тақрибан 69 ҳазор нафар", True),
        ("20 kilometres", "12.4 miles", True),
        ("4 500 гектаров", "45 квадратных километров", True),
        ("between 90,000 and 110,000 people", "about 100,000 people", True),
        ("от 14 до 16 тысяч рабочих", "15 тысяч рабочих", True),
        ("60-70 million", "65 million", True),
        ("Twenty-four hostages", "24 hostages", True),
        ("more than 50 people", "57 people", True),
        ("30 people", "31 people", False),
        ("at least 9 people", "31 people", False),
        ("4.5 percent", "4 percent", False),
        ("4.5 percent", "4.25 percent", False),
        ("47.2 percent", "47 percent", True),
        ("310 million euros", "420 million euros", False),
        ("310 million euros", "310 million dollars", False),
        ("20 kilometres", "20 hectares", False),
        ("12,000 tonnes", "31 тысяча тонн", False),
    ],
)
def test_agrees(one: str, other: str, *, agree: bool) -> None:
    """Scales, units, rounding, ranges and words make no difference; what is exact and another number does."""
    (first,), (second,) = measures(one), measures(other)
    assert first.agrees(second) is agree
    assert second.agrees(first) is agree


def test_ends_of_a_range_are_one_figure() -> None:
    """With the scale that is said once, and without joining figures of two things."""
    assert [(m.low, m.high) for m in measures("from 14 to 16 thousand workers")] == [(14_000, 16_000)]
    assert [(m.low, m.high) for m in measures("17 dead and 3 hurt")] == [(17, 17), (3, 3)]


def test_within() -> None:
    """Figures are looked for in a part of a text."""
    text = "17 dead and 3 hurt"
    assert [m.low for m in within(measures(text), 12, 18)] == [3]
