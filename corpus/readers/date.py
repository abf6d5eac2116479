"""When an article was published, as people and programs write it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_FIRST_NEWSPAPER = 1600


def read_date(value: object) -> datetime:
    """Read a date.

    Args:
        value: ISO 8601 ("2024-03-31", "2024-03-31T08:00:00+05:00") or RFC 2822 ("Sun, 31 Mar 2024 08:00:00
            +0500") as text, or a date or datetime.

    Returns:
        The date with a time zone: its own, else UTC.  A date without a time is midnight.

    Raises:
        ValueError: If it is not a date; the message says so and how to write one.
    """
    moment = _moment(value)
    if moment is None:
        raise ValueError(f"{value!r} is not a date; write it as 2024-03-31 or 2024-03-31T08:00:00+05:00")
    if moment.year < _FIRST_NEWSPAPER:
        raise ValueError(f"{value!r} is too long ago for news; write it in the Gregorian calendar")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, str):
        return None
    # One of the two formats fits, or neither.
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(value.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
