"""An address to listen on: a host and a port, or a Unix socket."""

from __future__ import annotations

import errno
import os
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TCP = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>\d{1,5})")
_UNIX = "unix:"
_HOW = "write host:port, such as 127.0.0.1:8443 or [::1]:8443, or unix: and the path of a socket"

# A reverse proxy runs as another user; it is let in by way of the group, and the folder decides who comes near.
_SOCKET_MODE = 0o660
_BACKLOG = 128  # connections that wait to be accepted
_ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


class ListenError(Exception):
    """An address that cannot be listened on; the text names the setting and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """An address to listen on.

    Attributes:
        host: Name or address of this machine; empty for a Unix socket.
        port: 0 to 65535; 0 takes a free one.
        path: Of the Unix socket; `None` for TCP.
    """

    host: str = ""
    port: int = 0
    path: Path | None = None

    @classmethod
    def parsed(cls, text: object) -> object:
        """An address as it stands in a setting; what is no text is passed on as it is.

        Raises:
            ValueError: The text is none.
        """
        if not isinstance(text, str):
            return text
        if text.startswith(_UNIX):
            path = Path(text.removeprefix(_UNIX))
            if not path.is_absolute():
                raise ValueError(f"the path of a socket begins with a slash; {_HOW}")
            return cls(path=path)
        match = _TCP.fullmatch(text.strip())
        if match is None or int(match["port"]) > 65535:
            raise ValueError(_HOW)
        return cls(host=match["v6"] or match["host"], port=int(match["port"]))

    def bind(self, setting: str) -> list[socket.socket]:
        """Listen.

        Args:
            setting: The variable that named this address, for the error.

        Returns:
            Sockets that take connections; more than one where a host name has several addresses.

        Raises:
            ListenError: That is not possible.
        """
        try:
            return [_bound_unix(self.path)] if self.path is not None else _bound(self.host, self.port)
        except OSError as error:
            raise ListenError(
                f"{setting}={self} cannot be listened on ({error.strerror or error}): name an address of this "
                "machine that no other program listens on"
            ) from error

    def forget(self) -> None:
        """Remove the file of a Unix socket, before the socket is closed: after that it may be somebody else's."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink()

    def __str__(self) -> str:
        if self.path is not None:
            return f"{_UNIX}{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def listening_on(sockets: Sequence[socket.socket]) -> str:
    """Where sockets take connections, with the port that a 0 became."""
    name = sockets[0].getsockname()
    return f"{_UNIX}{name}" if isinstance(name, str) else str(Listener(host=name[0], port=name[1]))


def _bound(host: str, port: int) -> list[socket.socket]:
    """A socket for each address that a host name has, those left out that this machine does not have."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    addresses = list(dict.fromkeys((family, address[:2]) for family, *_, address in found))
    bound: list[socket.socket] = []
    failure: OSError | None = None
    for family, address in addresses if port else addresses[:1]:  # a free port is free at one address
        try:
            bound.append(socket.create_server(address, family=family, backlog=_BACKLOG))
        except OSError as error:
            # Such as ::1 for localhost on a machine without IPv6.
            if failure is None or error.errno not in _ABSENT:
                failure = error
    if failure is not None and (failure.errno not in _ABSENT or not bound):
        for each in bound:
            each.close()
        raise failure
    for each in bound:
        each.setblocking(False)
        # Connections have it from here.  asyncio sets it only on sockets that it has made itself; without it the end of
        # an answer waits up to 40 ms until the other side has confirmed its beginning.
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def _bound_unix(path: Path) -> socket.socket:
    if path.exists() and not path.is_socket():
        raise OSError(errno.EEXIST, "this file is not a socket")
    # One left behind by a process that was killed may be replaced, one that somebody serves may not.
    if _served(path):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    bound = socket.socket(socket.AF_UNIX)
    try:
        path.unlink(missing_ok=True)
        bound.bind(str(path))
        path.chmod(_SOCKET_MODE)
        bound.listen(_BACKLOG)
        bound.setblocking(False)
    except OSError:
        bound.close()
        raise
    return bound


def _served(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        return probe.connect_ex(str(path)) not in {errno.ECONNREFUSED, errno.ENOENT}
