"""Connections: only to addresses that may be talked to, and never past a deadline."""

from __future__ import annotations

import queue
import socket
import threading
import time
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class LocalAddressError(Exception):
    """A name stands for an address of this machine or of the local network."""


class Network(httpcore2.NetworkBackend):
    """Opens connections for httpx.

    A name is resolved once, every address it stands for is checked, and the connection goes to one of the
    addresses that were checked: a name server that answers differently the second time is not asked again.

    Args:
        allow_local: Whether addresses of this machine and of the local network may be connected to.
    """

    def __init__(self, *, allow_local: bool) -> None:
        self._allow_local = allow_local
        self._tcp = httpcore2.SyncBackend()
        self.deadline = float("inf")
        """On the monotonic clock: no wait goes beyond it, however often a server sends a single byte."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a host by name.

        Raises:
            LocalAddressError: It stands for a local address and those are not allowed.
            httpcore2.ConnectError: It is not known or does not answer.
        """
        addresses = _resolved(host, port, self._left(timeout))
        if not self._allow_local and any(is_local(address) for address in addresses):
            raise LocalAddressError(host)
        failure: Exception = httpcore2.ConnectError("the name has no address")
        for address in addresses:
            try:
                stream = self._tcp.connect_tcp(
                    address, port, self._left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self)
        raise failure

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole request is over")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore2.NetworkStream):
    """A connection whose waits all end by the deadline of its network."""

    def __init__(self, stream: httpcore2.NetworkStream, network: Network) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network._left(timeout))  # noqa: SLF001 - one thing in two classes

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network._left(timeout))  # noqa: SLF001 - as above

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._network._left(timeout)  # noqa: SLF001 - as above
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx2.BaseTransport):
    """Carries the requests of an httpx client over a `Network`; errors are httpcore's own.

    No connection is kept for the next request: requests to a host are seconds apart.  Proxies of the
    environment are not used, as behind one nobody could check where a connection ends.
    """

    def __init__(self, network: Network) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(), max_keepalive_connections=0, network_backend=network
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and wait for the head of the response."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=b"",
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Any:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def is_local(address: str) -> bool:
    """Whether an IP address is anything but one of the public internet.

    Loopback, private, link-local (with the metadata services of clouds), multicast and reserved addresses
    are local, and so is every IPv6 form that carries such an IPv4 address.
    """
    parsed = ip_address(address.partition("%")[0])
    inner = _carried(parsed) if isinstance(parsed, IPv6Address) else None
    if inner is not None:
        return is_local(str(inner))
    return not parsed.is_global or parsed.is_multicast or parsed.is_reserved


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, compatible, 6to4, Teredo or NAT64."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    low = int(address) & 0xFFFFFFFF
    compatible = int(address) >> 32 == 0 and low > 1
    return IPv4Address(low) if compatible or any(address in net for net in _NAT64) else None


def _resolved(host: str, port: int, timeout: float) -> list[str]:
    """The addresses of a name, in the order of the system; asked aside, as the system knows no time limit."""
    answers: queue.Queue[list[Any] | OSError | UnicodeError] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="presscite-resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise httpcore2.ConnectTimeout("the name server does not answer") from None
    if isinstance(answer, Exception):
        raise httpcore2.ConnectError(str(answer)) from answer
    return list(dict.fromkeys(str(info[4][0]) for info in answer))
