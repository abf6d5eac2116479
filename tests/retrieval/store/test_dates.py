"""Dates in the catalogue: in their own zones, in order by moment."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from retrieval.store.dates import BY_MOMENT, MOMENT, in_order, read, read_by_moment, read_each, written

DUSHANBE, HONOLULU = timezone(timedelta(hours=5)), timezone(timedelta(hours=-10))

# In order of moments, though not of days.
MOMENTS = [
    datetime(1912, 3, 4, 6, 5, tzinfo=ZoneInfo("Asia/Dushanbe")),  # by the sun: 4:35:12 ahead
    datetime(2024, 4, 2, 0, 30, tzinfo=DUSHANBE),
    datetime(2024, 4, 1, 19, 30, 0, 500_000, tzinfo=UTC),
    datetime(2024, 4, 1, 23, 59, tzinfo=HONOLULU),
    datetime(2024, 4, 2, 23, 59, tzinfo=HONOLULU),
]


def test_dates_keep_day_and_moment() -> None:
    """What is written reads as the same moment on the same day."""
    for moment in MOMENTS:
        found = read(written(moment))
        assert found == moment
        assert found is not None
        assert found.date() == moment.date()
    assert read_each(map(written, [*MOMENTS, None])) == [*MOMENTS, None]
    assert (written(None), read(None), read_by_moment(None)) == (None, None, None)


def test_sql_goes_by_moments() -> None:
    """Order, bounds, least and greatest, with the date as it was written."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE articles (published TEXT)")
        rows = [(written(moment),) for moment in [*reversed(MOMENTS), None]]
        connection.executemany("INSERT INTO articles VALUES (?)", rows)
        dated = f"SELECT published FROM articles WHERE published IS NOT NULL ORDER BY {MOMENT}"  # noqa: S608 - ours
        assert [read(text) for (text,) in connection.execute(dated)] == MOMENTS
        ((least, greatest),) = connection.execute(f"SELECT min({BY_MOMENT}), max({BY_MOMENT}) FROM articles")  # noqa: S608 - ours
        assert [str(read_by_moment(text)) for text in (least, greatest)] == [
            "1912-03-04 06:04:48+04:35",
            str(MOMENTS[-1]),
        ]
        for number, moment in enumerate(MOMENTS):
            later = f"SELECT count(*) FROM articles WHERE {MOMENT} >= ?"  # noqa: S608 - ours
            assert connection.execute(later, [in_order(moment)]).fetchone() == (len(MOMENTS) - number,)
    connection.close()


@pytest.mark.parametrize("hours", [-12, 14, 15, -15])
def test_offsets_that_sqlite_does_not_know(hours: int) -> None:
    """No place on Earth has them: the moment stays, in UTC."""
    moment = datetime(2024, 4, 2, 12, tzinfo=timezone(timedelta(hours=hours)))
    text = written(moment)
    assert read(text) == moment
    with sqlite3.connect(":memory:") as connection:
        found = connection.execute(f"SELECT {MOMENT} FROM (SELECT ? AS published)", [text]).fetchone()  # noqa: S608 - ours
        assert found == (in_order(moment),)
    connection.close()
