"""Dates that are told from the day on which they are read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from corpus.readers.relative_date import read_relative

DUSHANBE = timezone(timedelta(hours=5))
AT = datetime(2024, 4, 2, 10, 17, 33, tzinfo=DUSHANBE)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2 hours ago", "2024-04-02T08:00"),
        ("an hour ago", "2024-04-02T09:00"),
        ("1 hour 20 minutes ago", "2024-04-02T08:57"),
        ("5 mins ago", "2024-04-02T10:12"),
        ("3h ago", "2024-04-02T07:00"),
        ("just now", "2024-04-02T10:17"),
        ("Yesterday at 14:05", "2024-04-01T14:05"),
        ("Today, 9:30 a.m.", "2024-04-02T09:30"),
        ("yesterday, 2:05 PM", "2024-04-01T14:05"),
        ("yesterday", "2024-04-01T00:00"),
        ("вчера, 14:05", "2024-04-01T14:05"),
        ("сегодня в 09:30", "2024-04-02T09:30"),
        ("Сегодня, 9.30", "2024-04-02T09:30"),
        ("14:05, вчера", "2024-04-01T14:05"),
        ("позавчера в 23:50", "2024-03-31T23:50"),
        ("2 часа назад", "2024-04-02T08:00"),
        ("час назад", "2024-04-02T09:00"),
        ("5 мин. назад", "2024-04-02T10:12"),
        ("2 ч. назад", "2024-04-02T08:00"),
        ("только что", "2024-04-02T10:17"),
        ("три часа назад", "2024-04-02T07:00"),
        ("ду соат пеш", "2024-04-02T08:00"),
        ("15 дақиқа пеш", "2024-04-02T10:02"),
        ("дирӯз", "2024-04-01T00:00"),
        ("дирӯз, соати 14:05", "2024-04-01T14:05"),
        ("имрӯз дар соати 09:30", "2024-04-02T09:30"),
    ],
)
def test_what_is_told_from_the_day_of_reading(text: str, date: str) -> None:
    """The day and time are those in the zone of who fetched the text."""
    found = read_relative(text, AT)
    assert found is not None
    assert (found.strftime("%Y-%m-%dT%H:%M"), found.utcoffset()) == (date, timedelta(hours=5))


@pytest.mark.parametrize(
    "text",
    [
        "3 days ago",
        "3 дня назад",
        "се рӯз пеш",
        "a week ago",
        "месяц назад",
        "last year",
        "сегодня в 23:30",
        "today at 10:40",
        "завтра в 09:30",
        "today at 25:00",
        "yesterday at 13:05 pm",
        "вчера и сегодня",
        "вчера вечером",
        "yesterday, 14:05 EST",
        "Обновлено 2 часа назад",
        "назад",
        "2 назад",
        "ago",
        "14:05",
        "2 April 2024",
        "",
        "hours ago " * 20,
        "99999999999999999999 hours ago",
        "20000000000 minutes ago",
    ],
)
def test_what_could_be_two_days_or_none(text: str) -> None:
    """Days are counted in two ways, what has not come yet is of another day, and other words are no dates."""
    assert read_relative(text, AT) is None


@pytest.mark.parametrize(
    ("text", "at", "date"),
    [
        ("2 hours ago", "2024-04-02T01:20", "2024-04-01"),
        ("2 hours ago", "2024-04-02T01:40", None),
        ("2 hours ago", "2024-04-02T02:10", None),
        ("2 hours ago", "2024-04-02T03:10", "2024-04-02"),
        ("2 часа назад", "2024-04-02T02:50", None),
        ("10 минут назад", "2024-04-02T00:10", None),
        ("10 минут назад", "2024-04-02T00:05", "2024-04-01"),
        ("just now", "2024-04-02T00:03", None),
        ("вчера", "2024-04-01T00:01", "2024-03-31"),
        ("вчера", "2024-01-01T12:00", "2023-12-31"),
        ("позавчера", "2024-03-01T12:00", "2024-02-28"),
    ],
)
def test_the_day_is_certain_or_none(text: str, at: str, date: str | None) -> None:
    """Hours ago near midnight are none, as systems round their number in two ways."""
    found = read_relative(text, datetime.fromisoformat(at).replace(tzinfo=DUSHANBE))
    assert (found and found.date().isoformat()) == date
