"""The time zones that readers have chosen."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.state.reader_zones import ReaderZones
from bot.state.tables import readers
from retrieval.time_zone import zone_named

if TYPE_CHECKING:
    from bot.state.database import Database


def test_a_choice_counts_until_the_next(database: Database) -> None:
    """For who has made it, also in another process; whoever has made none has the default."""
    zones = ReaderZones(database, UTC)
    assert (zones.of(77), zones.chosen(77)) == (UTC, None)
    for name in ("Asia/Dushanbe", "+5", "UTC", "Asia/Kathmandu"):
        zones.choose(77, zone_named(name))
        assert ReaderZones(database, ZoneInfo("Asia/Tokyo")).of(77) == zone_named(name)
    assert zones.of(78) is UTC
    zones.forget(77)
    assert zones.of(77) is UTC


def test_a_zone_that_is_known_no_more(database: Database) -> None:
    """Its reader has the default."""
    zones = ReaderZones(database, UTC)
    zones.choose(77, ZoneInfo("Asia/Dushanbe"))
    with database.autocommit() as connection:
        connection.execute(update(readers).values(time_zone="Asia/Atlantis"))
    assert (zones.of(77), zones.chosen(77)) == (UTC, None)
