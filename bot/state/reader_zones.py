"""The time zones that readers have chosen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.state.tables import readers
from retrieval.time_zone import zone_name, zone_named

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.state.database import Database


class ReaderZones:
    """Whose days "today" and "yesterday" mean, for each reader.

    Args:
        database: The state.
        default: The zone of readers who have chosen none.

    Attributes:
        default: As given.
    """

    def __init__(self, database: Database, default: tzinfo) -> None:
        self._database = database
        self.default = default

    def of(self, person: int) -> tzinfo:
        """The zone of a reader: the one that they have chosen, else the default."""
        return self.chosen(person) or self.default

    def chosen(self, person: int) -> tzinfo | None:
        """The zone that a reader has chosen; `None` where they have not, or it is known no more."""
        query = select(readers.c.time_zone).where(readers.c.person == person)
        with self._database.autocommit() as connection:
            name = connection.execute(query).scalar_one_or_none()
        with suppress(ValueError):  # the database of zones has changed
            return zone_named(name) if name else None
        return None

    def choose(self, person: int, zone: tzinfo) -> None:
        """Note which zone a reader has chosen."""
        chosen = self._database.insert(readers).values(person=person, time_zone=zone_name(zone))
        chosen = chosen.on_conflict_do_update(
            index_elements=["person"], set_={"time_zone": chosen.excluded.time_zone}
        )
        with self._database.autocommit() as connection:
            connection.execute(chosen)

    def forget(self, person: int) -> None:
        """Let a reader have the default again."""
        with self._database.autocommit() as connection:
            connection.execute(delete(readers).where(readers.c.person == person))
