"""How close an article's date is to a period."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from retrieval.text.timex import closeness, periods

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # a Tuesday


def test_a_day_is_that_of_the_article() -> None:
    """What came out half an hour after midnight in Dushanbe is of that day, whoever asks; so is a day's last second."""
    (second,) = periods("What was reported on 2 April 2024?", NOW)
    dushanbe, honolulu = timezone(timedelta(hours=5)), timezone(timedelta(hours=-10))
    assert closeness(datetime(2024, 4, 2, 0, 30, tzinfo=dushanbe), second) == 1.0
    assert closeness(datetime(2024, 4, 2, 23, 59, 59, tzinfo=honolulu), second) == 1.0
    assert closeness(datetime(2024, 4, 1, 23, 59, 59, tzinfo=honolulu), second) < 1.0
    assert closeness(datetime(2024, 4, 3, tzinfo=dushanbe), second) == 1.0
    assert closeness(datetime(2024, 4, 3, 1, tzinfo=dushanbe), second) < 1.0


def test_closeness_falls_with_distance() -> None:
    """Full inside, half at half a length outside, ever less further off, on both sides alike."""
    (march,) = periods("in March 2021", NOW)
    assert march.start is not None
    assert march.end is not None
    start, end = (datetime.combine(day, time.min, UTC) for day in (march.start, march.end))
    half = (end - start) / 2
    second = timedelta(seconds=1)
    assert closeness(start, march) == closeness(end - second, march) == 1.0
    assert closeness(end, march) == pytest.approx(1.0)
    assert closeness(end + half, march) == closeness(start - half, march) == pytest.approx(0.5)
    assert closeness(NOW, march) < 1e-9


def test_closeness_of_an_open_period() -> None:
    """Nothing is too late for "since", nothing too early for "before"."""
    since, before = periods("since 2015", NOW)[0], periods("before 2015", NOW)[0]
    early, late = datetime(1990, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    assert closeness(late, since) == closeness(early, before) == 1.0
    assert closeness(early, since) == pytest.approx(0.0, abs=1e-9)


def test_undated_is_neither_in_nor_out() -> None:
    """An article without a date is not given one."""
    for period in periods("last week, since 2015, before 2020", NOW):
        assert closeness(None, period) == 0.5
