"""The state in a file of SQLite, which several processes of one machine may share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from filelock import FileLock
from sqlalchemy import create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError

from bot.state.claim import claim_statement
from bot.state.database import StateError
from bot.state.migration import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.dialects.sqlite import Insert

_PATIENCE_SECONDS = 10.0  # for another process that is writing


class SqliteDatabase:
    """A SQLite file, in the newest form.

    Args:
        path: The file; it and its folder are made where they are missing.

    Attributes:
        path: As given.
        claim: See `Database`.

    Raises:
        StateError: It cannot be opened, or belongs to a later version of presscite.
    """

    claim = claim_statement("inbox")

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Questions are nobody else's business.
            path.parent.chmod(0o700)
            # Two, so that a connection keeps its mode: changing it costs as much as a statement.
            self._autocommit, self._transactions = _engine(path, isolation_level="AUTOCOMMIT"), _engine(path)
            event.listen(self._transactions, "begin", _begin)
            with FileLock(path.with_suffix(".lock")), self._transactions.begin() as connection:
                migrate(connection, str(path))
        except (OSError, DatabaseError) as error:
            reason = getattr(error, "orig", None) or error
            raise StateError(f"the bot's state {path} cannot be opened: {reason}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._autocommit.dispose()
        self._transactions.dispose()

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """A connection for statements that each stand alone, which take effect at once."""
        with self._autocommit.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self, alone: str | None = None) -> Iterator[Connection]:
        """One transaction: all of its statements take effect, or none."""
        with self._transactions.begin() as connection:
            yield connection

    def insert(self, table: Table) -> Insert:
        """An INSERT that can say what becomes of a row that is there already."""
        return insert(table)

    def fault(self) -> str | None:
        """Nothing: a file is there."""
        return None


def _engine(path: Path, **options: Any) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": _PATIENCE_SECONDS, "check_same_thread": False},
        **options,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        # Python's own transactions begin late and end early; SQLAlchemy's documentation says to switch them off.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading could not write once another process has written.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
