"""The passwords in an address, so that logs can leave them out."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

_PARAMETERS = frozenset(
    {"password", "sslpassword"}
)  # of libpq, which takes them behind the question mark too
# SQLAlchemy takes everything up to an @, also what ends the name of a server elsewhere.
_OF_DATABASE = re.compile(r"postgres[\w+]*://[^:/]*:([^@]*)@")


def passwords_in(address: str | None) -> tuple[str, ...]:
    """The passwords in the address of a server, each as it is written there and as it is.

    Args:
        address: Such as `postgresql+psycopg://NAME:PASSWORD@HOST/DATABASE?sslpassword=…`; `None` has none.
    """
    if address is None:
        return ()
    query = address.partition("?")[2]
    given = [value for name, value in parse_qsl(query) if name in _PARAMETERS]
    raw = [part.partition("=")[2] for part in query.split("&") if part.partition("=")[0] in _PARAMETERS]
    found = [
        form for written in _written(address) for form in (written, unquote(written), unquote_plus(written))
    ]
    return tuple(dict.fromkeys(password for password in (*found, *given, *raw) if password))


def _written(address: str) -> list[str]:
    """What stands between a name and the server as its password, in whatever way the address is read."""
    try:
        usual = urlsplit(address).password
    except ValueError:  # such as for a bracket in it
        usual = None
    of_database = _OF_DATABASE.match(address)
    return [written for written in (usual, of_database[1] if of_database else None) if written]
