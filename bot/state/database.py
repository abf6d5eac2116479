"""What the state is kept in: a port with two engines, SQLite in a file and PostgreSQL on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Table, TextClause
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


class StateError(RetrievalError):
    """The bot's state cannot be opened; the message says what to do."""


class ClaimLostError(RetrievalError):
    """Another instance has taken a job over, because this one seemed to be dead."""


class JobCancelledError(RetrievalError):
    """The person who asked has cancelled the job, maybe by way of another instance."""


def quoted(name: str) -> str:
    """A name of a schema as it stands in SQL, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


class Database(Protocol):
    """A database with the tables of `bot.state.tables`, in their newest form."""

    @property
    def claim(self) -> TextClause:
        """The statement that claims the next job of the queue; see `bot.state.claim`."""

    def autocommit(self) -> AbstractContextManager[Connection]:
        """A connection for statements that each stand alone, which take effect at once.

        Raises:
            DatabaseUnreachableError: A server is not reached; whether a statement took effect may not be known.
        """

    def transaction(self, alone: str | None = None) -> AbstractContextManager[Connection]:
        """One transaction: all of its statements take effect, or none.

        Args:
            alone: A name; no two transactions of one name run at once, in whatever process.

        Raises:
            DatabaseUnreachableError: As for `autocommit`.
        """

    def insert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """An INSERT that can say what becomes of a row that is there already."""

    def fault(self) -> str | None:
        """Why the state cannot be used now, for an operator; `None` where it can."""

    def close(self) -> None:
        """Let go of it."""
