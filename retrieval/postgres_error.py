"""What to say of an error of PostgreSQL: what is wrong and what helps, without the statement and its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError

from retrieval.errors import DatabaseBusyError, DatabaseError, DatabaseUnreachableError

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

_LOCKED = "55P03"  # for longer than `lock_timeout`
_READ_ONLY = "25006"
# Connections lost; a server that starts, ends or recovers; too many connections; a standby, which cannot be written.
_PASSING = ("08", "57P0", "53300", _READ_ONLY)
_WAYS_OUT = {
    "42501": "let its role own the database: ALTER DATABASE ... OWNER TO ...",
    "3F000": "make the schema that the search path names first: CREATE SCHEMA ... AUTHORIZATION ...",
    "53100": "give the server more room on its disk",
}


def in_words(error: DBAPIError, where: str) -> DatabaseError:
    """What to say of an error, without the statement and its values.

    Args:
        error: From SQLAlchemy.
        where: Which database it is.
    """
    if error.statement is None and isinstance(error, ProgrammingError):  # before anything was connected
        return DatabaseError(
            f"{where} is not reached: behind the question mark of PRESSCITE_DATABASE_URL is an option that libpq does "
            "not know"
        )
    state = getattr(error.orig, "sqlstate", None)
    passing = isinstance(error, OperationalError | InternalError) and (
        not state or state.startswith(_PASSING)
    )
    if error.connection_invalidated or passing:
        return DatabaseUnreachableError(
            f"{where} is not reached{_reason(error)}; is PRESSCITE_DATABASE_URL right?"
        )
    if state == _LOCKED:
        return DatabaseBusyError(f"{where} is busy: others use the tables")
    help_ = f"; {_WAYS_OUT[state]}" if state in _WAYS_OUT else ""
    return DatabaseError(
        f"{where} refuses a statement ({type(error.orig).__name__}, SQLSTATE {state}){help_}"
    )


def _reason(error: DBAPIError) -> str:
    text = str(error.orig)
    lines = [line for line in text.splitlines() if "FATAL" in line or "failed" in line]
    if lines:
        return f" ({lines[0].strip()})"
    # Of an option in the address; the value itself is not shown.
    if bad := re.search(r"invalid \w+ value", text):
        return f" ({bad[0]})"
    if getattr(error.orig, "sqlstate", None) == _READ_ONLY:
        return " for writing: it can only be read, as a standby that was not promoted"
    return ""
