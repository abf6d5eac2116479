"""What the bot knows of the articles that it has looked through for standing questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.state.tables import baselines

if TYPE_CHECKING:
    from bot.state.database import Database


class Baselines:
    """Baselines by name, as bytes.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> bytes | None:
        """The baseline with a name; `None` where none was kept."""
        query = select(baselines.c.content).where(baselines.c.name == name)
        with self._database.autocommit() as connection:
            found = connection.execute(query).scalar()
        return bytes(found) if found is not None else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep a baseline in place of the one that had its name."""
        kept = self._database.insert(baselines).values(name=name, content=content)
        with self._database.autocommit() as connection:
            connection.execute(
                kept.on_conflict_do_update(index_elements=["name"], set_={"content": kept.excluded.content})
            )
