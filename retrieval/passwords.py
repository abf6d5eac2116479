"""The passwords in an address, so that logs can leave them out."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

_PARAMETERS = frozenset(
    {"password", "sslpassword"}
)  # of libpq, which takes them behind the question mark too


def passwords_in(address: str | None) -> tuple[str, ...]:
    """The passwords in the address of a server, each as it is written there and as it is.

    Args:
        address: Such as `postgresql+psycopg://NAME:PASSWORD@HOST/DATABASE?sslpassword=…`; `None` has none.
    """
    if address is None:
        return ()
    try:
        parts = urlsplit(address)
    except ValueError:  # which nobody can connect to
        return ()
    written = parts.password or ""
    given = [value for name, value in parse_qsl(parts.query) if name in _PARAMETERS]
    raw = [part.partition("=")[2] for part in parts.query.split("&") if part.partition("=")[0] in _PARAMETERS]
    found = (written, unquote(written), unquote_plus(written), *given, *raw)
    return tuple(dict.fromkeys(password for password in found if password))
