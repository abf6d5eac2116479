"""When the next digest is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.digest_time import next_due, time_of_day

DUSHANBE, BERLIN, NEW_YORK = (
    ZoneInfo("Asia/Dushanbe"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
)


def due(now: datetime, minutes: int, last: date | None = None) -> datetime:
    assert now.tzinfo is not None
    return datetime.fromtimestamp(next_due(now.timestamp(), minutes, now.tzinfo, last), now.tzinfo)


def test_today_or_tomorrow() -> None:
    """The next time that the clock shows it, where the reader lives."""
    morning = datetime(2026, 11, 28, 7, 30, tzinfo=DUSHANBE)
    assert due(morning, 8 * 60) == datetime(2026, 11, 28, 8, 0, tzinfo=DUSHANBE)
    assert due(morning, 7 * 60 + 30) == datetime(2026, 11, 29, 7, 30, tzinfo=DUSHANBE)
    assert due(morning, 0) == datetime(2026, 11, 29, 0, 0, tzinfo=DUSHANBE)


def test_a_day_has_one_digest() -> None:
    """Where the hour is put back or forward after the day's digest, the next one is tomorrow's."""
    noon = datetime(2026, 11, 28, 12, 0, tzinfo=DUSHANBE)
    assert due(noon, 20 * 60) == datetime(2026, 11, 28, 20, 0, tzinfo=DUSHANBE)
    assert due(noon, 20 * 60, last=noon.date()) == datetime(2026, 11, 29, 20, 0, tzinfo=DUSHANBE)
    assert due(noon, 8 * 60, last=noon.date()) == datetime(2026, 11, 29, 8, 0, tzinfo=DUSHANBE)


def test_clocks_that_are_put_forward_and_back() -> None:
    """An hour that does not exist comes an hour later that day, one that comes twice has one digest; 8 stays 8."""
    night = datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN)
    skipped = due(night, 2 * 60 + 30)
    assert skipped == datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    assert due(skipped, 2 * 60 + 30, last=night.date()) == datetime(2026, 3, 30, 2, 30, tzinfo=BERLIN)
    twice = datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN)
    first = due(twice, 2 * 60 + 30)
    assert (first.hour, first.minute, first.fold) == (2, 30, 0)
    assert due(first, 2 * 60 + 30, last=twice.date()) == datetime(2026, 10, 26, 2, 30, tzinfo=BERLIN)
    before = datetime(2026, 3, 28, 8, 0, tzinfo=BERLIN)
    after = due(before, 8 * 60, last=before.date())
    assert (after.hour, after.timestamp() - before.timestamp()) == (8, 23 * 3600)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - they get a zone below
    st.integers(0, 24 * 60 - 1),
    st.sampled_from([DUSHANBE, BERLIN, NEW_YORK]),
)
def test_each_day_has_one(now: datetime, minutes: int, zone: ZoneInfo) -> None:
    """Ten days have ten, at that time of the day but where the clocks skip it."""
    at = now.replace(tzinfo=zone)
    day = None
    days = []
    for _ in range(10):
        found = due(at, minutes, day)
        assert found.timestamp() > at.timestamp()
        day = found.date()
        days.append(day)
        shown = found.hour * 60 + found.minute
        assert shown in (minutes, minutes + 60)
        at = found
    assert days == [days[0] + timedelta(days=n) for n in range(10)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8", 480), ("08", 480), ("8:30", 510), ("20.15", 1215), ("8am", 480), ("8 PM", 1200), ("12 am", 0),
        ("12pm", 720), ("0", 0), ("24", 0), ("24:30", None), ("25", None), ("8:60", None), ("13 pm", None),
        ("0 am", None), ("off", None), ("", None), ("8:", None), ("1 2", None), ("-3", None), ("٨", None),
    ],
)  # fmt: skip
def test_times_of_the_day(text: str, minutes: int | None) -> None:
    """As people write them; what is none is none."""
    assert time_of_day(text) == minutes
