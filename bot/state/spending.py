"""How many answers of the language model each person has had today."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from bot.state.tables import spending

if TYPE_CHECKING:
    from bot.state.database import Database


class Spending:
    """The daily budget of each person, counted in UTC days.

    Args:
        database: The state.
        budget: Answers a person and day; `None` for any number.
    """

    def __init__(self, database: Database, budget: int | None) -> None:
        self._database = database
        self._budget = budget

    def spend(self, person: int) -> bool:
        """Take one answer from a person's budget of today; false where nothing is left of it."""
        if self._budget is None:
            return True
        spent = self._database.insert(spending).values(person=person, day=_today(), answers=1)
        spent = spent.on_conflict_do_update(
            index_elements=["person", "day"],
            set_={"answers": spending.c.answers + 1},
            where=spending.c.answers < self._budget,
        )
        with self._database.autocommit() as connection:
            return self._budget > 0 and connection.execute(spent).rowcount > 0

    def refund(self, person: int) -> None:
        """Give back an answer that the language model did not write after all."""
        if self._budget is None:
            return
        back = update(spending).where(
            spending.c.person == person, spending.c.day == _today(), spending.c.answers > 0
        )
        with self._database.autocommit() as connection:
            connection.execute(back.values(answers=spending.c.answers - 1))

    def purge(self) -> None:
        """Delete what was spent on other days."""
        with self._database.autocommit() as connection:
            connection.execute(delete(spending).where(spending.c.day != _today()))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
