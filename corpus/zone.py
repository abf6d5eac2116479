"""Time zones of dates: those that a source states, and the one that stands in where it states none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

UNSTATED = timezone(timedelta(0), "unstated")
"""The zone of a date that states none, until somebody says which one is meant; meanwhile it counts as UTC."""

_FURTHEST = timedelta(hours=14)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """A date with a zone of its own.

    Args:
        moment: With a time zone, which may be `UNSTATED`.
        zone: The one that is meant where none is stated.

    Returns:
        The same day and time in `zone` where it states none, else the date itself.
    """
    # By name: a copy of the zone, as `dataclasses.asdict` makes one, is another object.
    return moment.replace(tzinfo=zone) if moment.tzname() == UNSTATED.tzname(None) else moment


def with_offset(moment: datetime) -> datetime:
    """The same moment with its offset from UTC in whole minutes, by which other programs can count too.

    Offsets that no place on Earth has count as UTC.
    """
    offset = moment.utcoffset() or timedelta(0)
    minutes = round(offset / timedelta(minutes=1))  # before the telegraph, noon was by the sun
    furthest = abs(offset) > _FURTHEST
    return moment.astimezone(UTC if furthest or not minutes else timezone(timedelta(minutes=minutes)))
