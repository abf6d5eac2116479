"""Dates as the catalogue writes them: in the zone that their source states, told apart by day and ordered by moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.zone import with_offset

if TYPE_CHECKING:
    from collections.abc import Iterable

MOMENT = "strftime('%Y-%m-%dT%H:%M:%f', published)"
"""The moment of an article's publication in SQL: a text in UTC, in whose order articles came out."""

BY_MOMENT = f"({MOMENT} || published)"
"""The same with the date as it is written behind it, so that `max` and `min` of SQL give both."""

_MOMENT_CHARS = 23


def written(moment: datetime | None) -> str | None:
    """A date as the catalogue writes it, so that the order of texts is that of days and times where they were said."""
    return with_offset(moment).isoformat() if moment else None


def read(text: str | None) -> datetime | None:
    """The date that was written, in its zone."""
    return datetime.fromisoformat(text) if text else None


def read_each(texts: Iterable[str | None]) -> list[datetime | None]:
    """The dates that were written, each in its zone."""
    return [read(text) for text in texts]


def read_by_moment(text: str | None) -> datetime | None:
    """The date in a value of `BY_MOMENT`."""
    return read(text[_MOMENT_CHARS:]) if text else None


def in_order(moment: datetime) -> str:
    """A moment to compare with `MOMENT`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
