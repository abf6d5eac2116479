"""The instances of a bot that share a database on a server: which of them live, and which one does what one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Float, cast, delete, extract, func, literal, or_, select, union_all

from bot.state.job_statements import CLAIMED
from bot.state.tables import inbox, instances, leases

if TYPE_CHECKING:
    from bot.state.database import Database

# Of the server, so that the clocks of the machines do not matter; a standby that takes over has about the same.
_NOW = cast(extract("epoch", func.clock_timestamp()), Float)


class Instances:
    """The signs of life of instances, and the leases that they hold.

    Args:
        database: The state, on a PostgreSQL server.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, instance: str) -> None:
        """Give a sign of life."""
        alive = self._database.insert(instances).values(id=instance, beat=1)
        again = alive.on_conflict_do_update(index_elements=["id"], set_={"beat": instances.c.beat + 1})
        with self._database.autocommit() as connection:
            connection.execute(again)

    def beats(self) -> dict[str, int]:
        """The last sign of life of each instance; 0 of one that holds jobs and is not known."""
        owners = select(inbox.c.taken_by, literal(0)).where(inbox.c.state == CLAIMED)
        with self._database.autocommit() as connection:
            found = connection.execute(union_all(owners, select(instances.c.id, instances.c.beat)))
            return {str(instance): int(beat) for instance, beat in found}

    def remove(self, instance: str) -> None:
        """Forget an instance that is no more, and let go of what it holds."""
        with self._database.transaction() as connection:
            connection.execute(delete(leases).where(leases.c.holder == instance))
            connection.execute(delete(instances).where(instances.c.id == instance))

    def somebody_leads(self) -> bool:
        """Whether an instance holds a lease, and so has lived ten seconds ago."""
        with self._database.autocommit() as connection:
            return connection.execute(select(leases.c.name).where(leases.c.until > _NOW)).first() is not None

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take or keep a lease, unless another instance holds it; returns whether it is held then.

        Args:
            name: What it is for.
            holder: The instance.
            seconds: For how long.
        """
        taken = self._database.insert(leases).values(name=name, holder=holder, until=_NOW + seconds)
        kept = taken.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": taken.excluded.holder, "until": taken.excluded.until},
            where=or_(leases.c.holder == holder, leases.c.until < _NOW),
        )
        with self._database.autocommit() as connection:
            return connection.execute(kept).rowcount > 0
