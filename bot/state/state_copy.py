"""A copy of the bot's state for a backup, and a state that is put in the place of another one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from bot.state.database import StateError
from bot.state.sqlite_database import SqliteDatabase
from bot.state.tables import baselines, digests, inbox, notifications

if TYPE_CHECKING:
    from sqlalchemy import Table

# What a bot that comes back must not act on: questions that were answered since, and what is new since an earlier day.
_NOT_RESTORED: tuple[Table, ...] = (inbox, baselines)


def copy_state(path: Path, target: Path) -> None:
    """Copy the state while the bot may be writing to it; without the jobs in its queue.

    Args:
        path: The bot's state.
        target: The copy; readable by its owner alone.

    Raises:
        StateError: The state cannot be read, or the copy not written.
    """
    target.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA secure_delete = ON")
            for table in _NOT_RESTORED:
                copy.execute(f"DELETE FROM {table.name}")  # noqa: S608 - names of ours
            copy.commit()
    except sqlite3.Error as error:
        raise StateError(f"the bot's state {path} cannot be read: {error}") from error


def is_running(path: Path) -> bool:
    """Whether a bot works with the state at a path: one of its instances lives, or somebody has the file open."""
    for lock in path.with_suffix(".instances").glob("*.lock"):
        try:
            FileLock(lock).acquire(timeout=0).lock.release()
        except Timeout:
            return True
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=0)) as database:
            # Only who is alone with a file can take it out of write-ahead logging.
            ((mode,),) = database.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False  # damaged, and so no bot's
    return str(mode) != "delete"


def replace_state(path: Path, copy: Path) -> None:
    """Put a copy of a state in the place of the state of a bot that does not run.

    The copy is brought to the newest form.  Jobs that were in its queue are left out, so that no old question is
    answered again; so is what was known of the articles, and notifications that waited count as sent, so that what is
    in the store now is news to nobody.

    Args:
        path: The bot's state; there may be none yet.
        copy: What `copy_state` made; it is not changed.

    Raises:
        StateError: A bot is running, or the copy cannot be opened, or was made by a later presscite.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=path.parent, prefix=".restoring-")) / path.name
    try:
        shutil.copyfile(copy, staged)
        staged.chmod(0o600)
        _prepare(staged)
        # A bot that starts now waits until it is done.
        with FileLock(path.with_suffix(".lock")):
            if is_running(path):
                raise StateError(f"a bot is running with the state {path}; stop it first")
            for end in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + end).unlink()
            os.replace(staged, path)  # noqa: PTH105 - the name says that it replaces, atomically
    finally:
        shutil.rmtree(staged.parent, ignore_errors=True)


def _prepare(path: Path) -> None:
    """Bring a copy to the newest form, and take out what must not be acted on again."""
    database = SqliteDatabase(path)
    try:
        with database.transaction() as connection:
            for table in _NOT_RESTORED:
                connection.execute(delete(table))
            # Long ago, so that it counts for no day; which stories they were stays known.
            unsent = notifications.c.sent.is_(None)
            connection.execute(update(notifications).where(unsent).values(sent=0.0))
            connection.execute(update(digests).values(parts=None, begun=0))
    except DatabaseError as error:
        raise StateError(f"the copy of the bot's state is damaged ({error.orig})") from error
    finally:
        database.close()
    with closing(sqlite3.connect(path)) as alone:
        ((word,),) = alone.execute("PRAGMA quick_check(1)").fetchall()
        if word != "ok":
            raise StateError(f"the copy of the bot's state is damaged ({word})")
        alone.execute("PRAGMA journal_mode = DELETE")
