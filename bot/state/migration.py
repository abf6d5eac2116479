"""Brings the tables to their newest form.

A migration only adds, where that is possible, and says so in its `oldest`: the oldest revision whose code works with
its tables.  What it says is kept beside them, so that an older presscite, which does not know the migration, knows that
it may go on: instances are brought to a new version one after the other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect, select

from bot.state.database import StateError
from bot.state.tables import revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = (_MIGRATIONS / "versions",)
"""The folders of the migrations."""


def migrate(connection: Connection, place: str, versions: Sequence[Path] = VERSIONS) -> None:
    """Bring the tables to their newest form; call it in a transaction that nobody else runs at the same time.

    Args:
        connection: To the database.
        place: Where the state is, for the error.
        versions: The folders of the migrations.

    Raises:
        StateError: A later version of presscite has changed the tables in a way that this one cannot live with.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, versions)))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if not _fits(connection, _head(config)):
            raise StateError(
                f"the bot's state was made by a later version of presscite: install that one, or move it away ({place})"
            ) from error
        return
    _note_oldest(connection, config)


def _fits(connection: Connection, ours: str) -> bool:
    """Whether tables of a revision that is not known here are said to be good for the code that is."""
    if not inspect(connection).has_table(revisions.name):
        return False
    current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    query = select(revisions.c.oldest).where(revisions.c.revision == current)
    oldest = connection.execute(query).scalar()
    return oldest is not None and str(oldest) <= ours


def _head(config: Config) -> str:
    head = ScriptDirectory.from_config(config).get_current_head()
    if head is None:
        raise StateError("there are no migrations")
    return head


def _note_oldest(connection: Connection, config: Config) -> None:
    """Note whose code works with the tables as they are now."""
    script = ScriptDirectory.from_config(config)
    head = _head(config)
    if connection.execute(select(revisions.c.revision).where(revisions.c.revision == head)).first():
        return
    oldest = getattr(script.get_revision(head).module, "oldest", head)
    connection.execute(revisions.insert().values(revision=head, oldest=oldest))
