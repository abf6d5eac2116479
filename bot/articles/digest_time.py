"""When the next digest is due."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?")
_DAY_MINUTES = 24 * 60


def next_due(now: float, minutes: int, zone: tzinfo, last: date | None = None) -> float:
    """The next moment at which it is some time of the day.

    A day on which clocks are put forward over that time has it an hour later; one on which they are put back has it
    once.

    Args:
        now: In seconds since 1970; what is due comes later.
        minutes: The time of the day, after midnight.
        zone: Where the reader lives.
        last: A day that has had its digest; the next one is on a later day.

    Returns:
        The moment, in seconds since 1970.
    """
    today = datetime.fromtimestamp(now, zone).date()
    day = today if last is None or last < today else last + timedelta(days=1)
    while (due := moment(day, minutes, zone)) <= now:
        day += timedelta(days=1)
    return due


def moment(day: date, minutes: int, zone: tzinfo) -> float:
    """When it is a time of a day in a zone, in seconds since 1970."""
    return datetime.combine(day, time(*divmod(minutes, 60)), zone).timestamp()


def time_of_day(text: str) -> int | None:
    """The minutes after midnight that a text such as "8", "20:30", "8 pm" or "7.15" names; `None` for none."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    whole = hours * 60 + minutes
    return whole % _DAY_MINUTES if whole <= _DAY_MINUTES and minutes < 60 else None
