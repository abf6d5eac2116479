"""Sessions of the web server, moved from a file to a server or back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.state.database import StateError
from bot.state.tables import web_sessions

if TYPE_CHECKING:
    from bot.state.database import Database

_AT_ONCE = 500  # rows


def count_sessions(database: Database) -> int:
    """How many sessions have not expired."""
    query = select(func.count()).select_from(web_sessions).where(web_sessions.c.expires > time.time())
    with database.autocommit() as connection:
        return int(connection.execute(query).scalar_one())


def move_sessions(source: Database, target: Database) -> int:
    """Copy the sessions that have not expired; whole or not at all.

    A session is known by the hash of a secret that nobody else has, so those that are there already are left alone, and
    it does no harm where servers run with either.  How much each token has asked counts for a minute and stays.

    Args:
        source: Where they are.
        target: Where they are to be.

    Returns:
        How many there are.

    Raises:
        StateError: The target does not give back what was put in.
    """
    query = select(web_sessions).where(web_sessions.c.expires > time.time())
    insert = target.insert(web_sessions).on_conflict_do_nothing()
    moved: set[str] = set()
    with source.transaction() as read, target.transaction("sessions") as written:
        for rows in read.execute(query).mappings().partitions(_AT_ONCE):
            written.execute(insert, [dict(row) for row in rows])
            moved.update(row["digest"] for row in rows)
        there = set(written.execute(select(web_sessions.c.digest)).scalars())
        if moved - there:
            raise StateError("the sessions of the web server did not arrive; nothing was changed")
    return len(moved)
