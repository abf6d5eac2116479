"""Time zones by the names that people give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.time_zone import machine_zone, zone_name, zone_named


@pytest.mark.parametrize(
    ("name", "shown", "hours"),
    [
        ("Asia/Dushanbe", "Asia/Dushanbe", 5),
        ("asia/dushanbe", "Asia/Dushanbe", 5),
        ("Dushanbe", "Asia/Dushanbe", 5),
        ("Душанбе", "Asia/Dushanbe", 5),
        ("москва", "Europe/Moscow", 3),
        ("new york", "America/New_York", -4),
        ("America/New York", "America/New_York", -4),
        ("  Kathmandu ", "Asia/Kathmandu", 5.75),
        ("+5", "UTC+05:00", 5),
        ("UTC+05:00", "UTC+05:00", 5),
        ("utc +5:30", "UTC+05:30", 5.5),
        ("GMT-3", "UTC-03:00", -3),
        ("\u22120330", "UTC-03:30", -3.5),
        ("UTC", "UTC", 0),
    ],
)
def test_names(name: str, shown: str, hours: float) -> None:
    """Of the zone, of a city in it in several languages, or hours ahead of UTC."""
    zone = zone_named(name)
    assert zone_name(zone) == shown
    assert datetime(2024, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)
    assert zone_name(zone_named(zone_name(zone))) == shown


@pytest.mark.parametrize(
    "name", ["", "Asia", "Dushanbee", "+15", "+5:75", "5", "../UTC", "/etc/passwd", "x" * 5_000, "+1:2", "\0"]
)
def test_what_is_no_zone(name: str) -> None:
    """It is refused in words."""
    with pytest.raises(ValueError, match=r"time zone|from UTC"):
        zone_named(name)


def test_the_machines_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the machine has it; where it is set up wrongly, there is one all the same."""
    import tzlocal

    assert datetime(2024, 7, 1, tzinfo=machine_zone()).utcoffset() == timedelta(0)

    def broken() -> None:
        raise LookupError("no zone")

    monkeypatch.setattr(tzlocal, "get_localzone", broken)
    assert datetime.now(machine_zone()).utcoffset() == datetime.now(UTC).astimezone().utcoffset()
