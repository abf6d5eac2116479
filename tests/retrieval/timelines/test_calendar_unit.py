"""The periods of a timeline: their unit, their first day and their end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.timelines.calendar_unit import end_of, start_of, unit_for

if TYPE_CHECKING:
    from retrieval.text.day import Unit


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        (date(2020, 1, 1), "day"),
        (date(2020, 3, 3), "day"),
        (date(2020, 3, 4), "month"),
        (date(2030, 1, 1), "month"),
        (date(2030, 1, 2), "year"),
    ],
)
def test_unit(last: date, unit: Unit) -> None:
    """Up to two months are put in days, up to ten years in months."""
    assert unit_for(date(2020, 1, 1), last) == unit


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        ("day", date(2024, 2, 29), date(2024, 3, 1)),
        ("month", date(2024, 2, 1), date(2024, 3, 1)),
        ("year", date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_period(unit: Unit, start: date, end: date) -> None:
    """A period begins with its first day and ends before the next one."""
    assert start_of(date(2024, 2, 29), unit) == start
    assert end_of(start, unit) == end


@pytest.mark.parametrize("unit", ["day", "month", "year"])
def test_end_of_the_calendar(unit: Unit) -> None:
    """Nothing comes after the last day that a date can be."""
    assert end_of(start_of(date.max, unit), unit) == date.max


def test_december() -> None:
    """The month after December is in the next year."""
    assert end_of(date(2024, 12, 1), "month") == date(2025, 1, 1)
