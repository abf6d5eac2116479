"""An empty state of the bot, for tests: its tables are made once in a run, and copied."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.state.sqlite_database import SqliteDatabase
from bot.state.tables import instances, metadata, revisions

if TYPE_CHECKING:
    from bot.state.postgres_database import PostgresDatabase


def put_empty_state(path: Path) -> None:
    """Write an empty state in its newest form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_state())


@functools.cache
def _empty_state() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder) / "state" / "bot.db")
        database.close()
        return database.path.read_bytes()


def empty_tables(database: PostgresDatabase) -> None:
    """Empty all tables of a bot, and number their rows anew."""
    # Much quicker than TRUNCATE, which makes new files.
    tables = [table for table in metadata.sorted_tables if table is not revisions]
    numbered = [table.name for table in tables if "id" in table.c and table is not instances]
    statements = [f'DELETE FROM "{database.schema}".{table.name}' for table in tables] + [  # noqa: S608 - names of ours
        f'ALTER SEQUENCE "{database.schema}".{name}_id_seq RESTART' for name in numbered
    ]
    with database.transaction() as connection:
        connection.exec_driver_sql(";".join(statements))
