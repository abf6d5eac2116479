"""The periods of a timeline: days, months or years, as the time that it covers is short or long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.text.day import Unit

_LONGEST_IN_DAYS = timedelta(days=62)
_LONGEST_IN_MONTHS = timedelta(days=3653)


def unit_for(first: date, last: date) -> Unit:
    """The unit in which the time between two days is put."""
    if last - first <= _LONGEST_IN_DAYS:
        return "day"
    return "month" if last - first <= _LONGEST_IN_MONTHS else "year"


def start_of(day: date, unit: Unit) -> date:
    """The first day of the period that a day lies in."""
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def end_of(start: date, unit: Unit) -> date:
    """The exclusive end of the period that begins on a day; for the last period of the calendar, its last day."""
    try:
        if unit == "day":
            return start + timedelta(days=1)
        if unit == "month" and start.month < 12:
            return start.replace(month=start.month + 1)
        return start.replace(year=start.year + 1, month=1)
    except (OverflowError, ValueError):
        return date.max
