"""A range of time that a question speaks of, and how well a date fits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_UNDATED = 0.5  # between the times that fit and those that do not

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A range of days that a question speaks of; half-open, `start` is in it and `end` is not.

    They are days of the calendar, wherever an article was published.

    Attributes:
        start: First day; `None` where it has no beginning.
        end: Exclusive end, as a day; `None` where it has no end.
        words: The words of the question that said so.
        kind: "report" where the question asks for what was published or happened then as seen from now,
            "fact" where the date may just as well belong to what is asked.
    """

    start: date | None
    end: date | None
    words: str
    kind: str


def closeness(published: datetime | None, period: Period) -> float:
    """How well a publication date fits a period.

    Args:
        published: In its zone, whose days count; `None` for an undated article, which fits halfway whatever the
            period.
        period: What was asked for.

    Returns:
        1.0 inside; outside it halves with every half length of the period, at least every day and a half (with
        every 90 days where the period has an open end); 0.5 for an undated article.
    """
    if published is None:
        return _UNDATED
    at = published.replace(tzinfo=None)
    start, end = _midnight(period.start), _midnight(period.end)
    half_life = max((end - start) / 2, 1.5 * _DAY) if start and end else 90 * _DAY
    if start and at < start:
        gap = start - at
    elif end and at >= end:
        gap = at - end
    else:
        return 1.0
    return float(0.5 ** min(gap / half_life, 1_000.0))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min) if day else None


def closenesses(published: Iterable[datetime | None], period: Period) -> list[float]:
    """`closeness` of each date."""
    return [closeness(moment, period) for moment in published]
