"""The PostgreSQL database that `PRESSCITE_DATABASE_URL` names: opened in one way by all who use it.

Every connection but one goes through a pool, and nothing is kept in a session: so a pooler such as pgbouncer may stand
in between, in transaction mode.  Encryption is up to the address, as libpq has it: `?sslmode=verify-full` and so on.
"""

from __future__ import annotations

import os
import time
import weakref
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InvalidatePoolError,
    NoSuchModuleError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from retrieval.errors import DatabaseError, DatabaseUnreachableError, SettingsError
from retrieval.postgres_error import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL, Connection, Dialect, Engine

# Where an address says nothing else.  A machine that is gone answers nothing, and the system would wait a quarter of an
# hour for it; with these it takes some ten seconds, whether something was sent or only awaited.
_USUAL: dict[str, Any] = {
    "application_name": "presscite",
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
_POOL_SECONDS = 30.0  # for a connection that others use
# After its last use, for which a connection is taken to be alive; a question uses it ten times.
_TRUSTED_SECONDS = 1.0


class Postgres:
    """A PostgreSQL database, with a pool of connections to it; safe to use from several threads.

    Nothing is connected before it is used.

    Args:
        address: `postgresql+psycopg://…`, with everything that libpq understands after a question mark.
        connections: How many connections are kept; half as many again are opened while all are in use.
        prepared: Whether the server keeps the plans of statements.  It refuses one that returns whole rows when a later
            version has added a column meanwhile.

    Raises:
        SettingsError: The address is not understood, or the drivers are not installed.
    """

    def __init__(self, address: str, *, connections: int = 8, prepared: bool = True) -> None:
        self.url = _parsed(address)
        self._connections = connections
        self._plans = {} if prepared else {"prepare_threshold": None}
        _require_driver()

    @property
    def place(self) -> str:
        """Which database it is, without name and password."""
        return place(self.url)

    @property
    def conninfo(self) -> str:
        """The address as libpq takes it, with its password: for libraries that connect by themselves."""
        from psycopg.conninfo import make_conninfo

        # By SQLAlchemy's own way, which knows several hosts with ports of their own.
        given = dict(self.url.get_dialect()().create_connect_args(self.url)[1])
        return make_conninfo("", **_USUAL | given)

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy's engine; the errors it raises are its own, see `speaking`."""
        engine = create_engine(
            self.url,
            pool_size=self._connections,
            max_overflow=self._connections // 2,
            pool_timeout=_POOL_SECONDS,
            pool_recycle=1800,
            hide_parameters=True,  # questions belong into no log
            connect_args=_USUAL
            | {name: value for name, value in self.url.query.items() if name in _USUAL}
            | self._plans,
        )
        event.listen(engine, "connect", _suit_pooler)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_prove_alive, engine.dialect))
        weakref.finalize(self, _end, engine, os.getpid())
        return engine

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """A connection for statements that each stand alone, which take effect at once.

        Raises:
            DatabaseError: The database is not reached, or refuses one of them.
        """
        with (
            self.speaking(),
            self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: all of its statements take effect, or none.

        Raises:
            DatabaseError: The database is not reached, or refuses one of them.
        """
        with self.speaking(), self.engine.begin() as connection:
            yield connection

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement that changes nothing gives; asked once more where the connection turns out to be lost.

        Raises:
            DatabaseError: The database is not reached, or refuses it.
        """
        try:
            return self._rows(statement, values)
        except DatabaseUnreachableError as error:
            cause = error.__cause__
            if not (isinstance(cause, DBAPIError) and cause.connection_invalidated):
                raise
        return self._rows(statement, values)

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.autocommit() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, tuple(values))]

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Raise what goes wrong in the block in words that give no secret and no question away.

        Raises:
            DatabaseError: The database is not reached, or refuses something.
        """
        try:
            yield
        except DBAPIError as error:
            raise in_words(error, self.place) from error
        except PoolTimeoutError as error:
            raise DatabaseUnreachableError(
                f"{self.place} is busy: no connection was free for {_POOL_SECONDS:.0f} seconds"
            ) from error

    def close(self) -> None:
        """Let go of the connections, of those in use once they come back; the next use opens new ones."""
        if "engine" in self.__dict__:
            _close(self.engine)


def place(url: URL) -> str:
    """Which database an address names, without name and password."""
    host = f"[{url.host}]" if ":" in (url.host or "") else url.host
    hosts = url.query.get("host") or host or "this machine"
    shown = ", ".join(hosts) if isinstance(hosts, tuple) else str(hosts)
    port = f":{url.port}" if url.port else ""
    return f"the database {url.database or url.username or ''} at {shown}{port}"


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
        url.get_dialect()
        if "@" in (url.host or ""):
            raise ValueError  # noqa: TRY301 - what stands before it is the end of a password
    except (ArgumentError, NoSuchModuleError, ValueError):
        # Without the error, which repeats the address with its password.
        raise SettingsError(
            "PRESSCITE_DATABASE_URL is not understood; write postgresql+psycopg://NAME:PASSWORD@HOST:5432/DATABASE, "
            "with the characters % @ : / ? # of a password as %25 %40 %3A %2F %3F %23"
        ) from None
    return url


def _require_driver() -> None:
    try:
        import psycopg  # noqa: F401 - to see whether it is there
    except ImportError as error:
        raise SettingsError(
            "PRESSCITE_DATABASE_URL needs the drivers of PostgreSQL: pip install 'presscite[postgres]'"
        ) from error


def _suit_pooler(connection: Any, _: object) -> None:
    """Do without prepared statements where a pooler stands in between, as the next one may run in another session.

    Raises:
        DatabaseError: The database cannot keep every letter.
    """
    if (encoding := connection.info.parameter_status("server_encoding")) not in (None, "UTF8"):
        name = connection.info.dbname
        connection.close()
        raise DatabaseError(
            f"the database {name} has the encoding {encoding}, which lacks letters; make one with: "
            f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
        )
    with connection.cursor() as cursor:
        row = cursor.execute("SELECT pg_backend_pid()").fetchone()
    connection.rollback()
    # pgbouncer makes up the number it tells its clients.
    if row[0] != connection.info.backend_pid:
        connection.prepare_threshold = None


def _close(engine: Engine) -> None:
    """Close the connections of an engine.

    A thread of ours may use one meanwhile, or be opening one: it comes back to a pool that nobody asks any more.
    """
    pool = engine.pool
    engine.dispose()
    event.listen(pool, "checkin", lambda _, record: record.invalidate())
    pool.dispose()  # what came back in between


def _end(engine: Engine, process: int) -> None:
    """Close the connections of an engine that nobody has any more, but not those of a parent process."""
    if os.getpid() == process:
        _close(engine)
    else:
        engine.dispose(close=False)


def _note_use(_: object, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _prove_alive(dialect: Dialect, connection: Any, record: Any, _: object) -> None:
    """See whether a connection that nobody has used for a while is still there; all are given up where it is not."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < _TRUSTED_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error
