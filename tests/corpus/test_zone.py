"""Zones of dates: stated or not."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from corpus import Article
from corpus.zone import UNSTATED, in_zone, with_offset

DUSHANBE = timezone(timedelta(hours=5))


def _article(published: datetime | None = None, updated: datetime | None = None) -> Article:
    return Article(id="a", text="News.", title="A", origin="a", published=published, updated=updated)


def test_day_and_time_without_a_zone_are_meant_in_the_one_given() -> None:
    """So they never shift; a stated zone stays."""
    unstated = datetime(2024, 4, 2, tzinfo=UNSTATED)
    assert str(in_zone(unstated, DUSHANBE)) == "2024-04-02 00:00:00+05:00"
    assert str(in_zone(copy.deepcopy(unstated), DUSHANBE)) == "2024-04-02 00:00:00+05:00"
    assert unstated == datetime(2024, 4, 2, tzinfo=UTC)
    for stated in (datetime(2024, 4, 2, tzinfo=UTC), datetime(2024, 4, 2, tzinfo=ZoneInfo("Asia/Tokyo"))):
        assert in_zone(stated, DUSHANBE) is stated


def test_an_article_in_a_zone() -> None:
    """Both dates; an article with nothing to change is the same one."""
    unstated = datetime(2024, 4, 2, 0, 30, tzinfo=UNSTATED)
    stated = datetime(2024, 4, 2, 0, 30, tzinfo=UTC)
    placed = _article(unstated, unstated).in_zone(DUSHANBE)
    assert (str(placed.published), str(placed.updated)) == ("2024-04-02 00:30:00+05:00",) * 2
    mixed = _article(stated, unstated).in_zone(DUSHANBE)
    assert (str(mixed.published), str(mixed.updated)) == (
        "2024-04-02 00:30:00+00:00",
        "2024-04-02 00:30:00+05:00",
    )
    whole = _article(stated)
    assert whole.in_zone(DUSHANBE) is whole
    assert _article().in_zone(DUSHANBE).published is None


def test_offsets_in_whole_minutes() -> None:
    """The moment stays; an hour of summer time stays; what no place on Earth has becomes UTC."""
    by_the_sun = datetime(1912, 3, 4, 6, 5, tzinfo=ZoneInfo("Asia/Dushanbe"))
    assert with_offset(by_the_sun) == by_the_sun
    assert str(with_offset(by_the_sun)) == "1912-03-04 06:04:48+04:35"
    summer = datetime(2024, 7, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    assert str(with_offset(summer)) == "2024-07-01 00:00:00+02:00"
    assert (
        str(with_offset(datetime(2024, 7, 1, tzinfo=timezone(timedelta(hours=15)))))
        == "2024-06-30 09:00:00+00:00"
    )
