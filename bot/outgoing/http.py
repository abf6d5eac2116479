"""The way to the Bot API: HTTP with kept connections, for python-telegram-bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest
from yarl import URL

from bot.outgoing.send_hook import send_hook

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

_T = TypeVar("_T")

_FILE_WRITE_SECONDS = 20.0


class Connection(BaseRequest):
    """A pool of connections.

    It does what the library's own `HTTPXRequest` does, with aiohttp in place of httpx, which takes seven times the
    processor time for a call of the Bot API: more than all else that the bot does for a question beside the chain.
    As there, the variables HTTPS_PROXY, ALL_PROXY and NO_PROXY count, and certificates are those of httpx.

    Args:
        connection_pool_size: At most so many connections at once.
        read_timeout: Seconds without a byte of the answer, after which a call has failed.
        write_timeout: Seconds that writing a request may add to the whole; for files at least 20.
        connect_timeout: Seconds to connect in.
        pool_timeout: Seconds to wait for a connection that is free.
    """

    __slots__ = ("_connect", "_pool", "_read", "_session", "_size", "_write")

    def __init__(
        self,
        connection_pool_size: int = 256,
        read_timeout: float = 5.0,
        write_timeout: float = 5.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 1.0,
    ) -> None:
        self._size = connection_pool_size
        self._read, self._write = read_timeout, write_timeout
        self._connect, self._pool = connect_timeout, pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds without a byte of the answer, after which a call has failed."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; harmless where it is open."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._size, ssl=httpx.create_ssl_context()),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            trace_configs=[send_hook()],
        )

    async def shutdown(self) -> None:
        """Close all connections; harmless where that was done."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call.

        Args:
            url: Where to.
            method: The HTTP method.
            request_data: The parameters, and files.
            read_timeout: See the class, as for the other times; `None` sets no limit.
            write_timeout: For this call.
            connect_timeout: For this call.
            pool_timeout: For this call.

        Returns:
            The HTTP status, and the body of the answer.

        Raises:
            TimedOut: It took too long.
            NetworkError: There was no answer for another reason.
        """
        if self._session is None:
            raise RuntimeError("the connection is not initialized")
        files = bool(request_data and request_data.contains_files)
        timeout = _timeout(
            _given(read_timeout, self._read),
            _given(write_timeout, max(self._write, _FILE_WRITE_SECONDS) if files else self._write),
            _given(connect_timeout, self._connect),
            _given(pool_timeout, self._pool),
        )
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),
                data=_body(request_data) if request_data else None,
                timeout=timeout,
                allow_redirects=False,
                proxy=_proxy(url),
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # What these say may hold the address, and with it the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error


def _body(data: RequestData) -> dict[str, str] | aiohttp.FormData:
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """The four times as aiohttp counts them, which has none for writing: all together bound the whole call."""
    times = (read, write, connect, pool)
    total = None if None in times else sum(each or 0 for each in times)
    waiting = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def _given(value: ODVInput[_T], default: _T) -> _T | None:
    return default if isinstance(value, DefaultValue) else value


def _proxy(url: str) -> str | None:
    """The proxy that the environment names for an address; aiohttp itself does not look at ALL_PROXY."""
    proxies: dict[str, Any] = getproxies()
    address = urlsplit(url)
    if not proxies or proxy_bypass(address.hostname or ""):
        return None
    found: str | None = proxies.get(address.scheme) or proxies.get("all")
    return found
