"""The polite fetcher: addresses in, bodies out, within bounds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from corpus.errors import FetchError
from corpus.web.cache import Kept, ResponseCache
from corpus.web.failures import REASONS, BrokenRequestError, cause_of
from corpus.web.fetched import Fetched, content_type
from corpus.web.host import LONGEST_WAIT, Host, retry_after
from corpus.web.pace import LocalPace
from corpus.web.redirect import MAX_REDIRECTS, Redirect, redirect_of
from corpus.web.robots import Robots, user_agent

if TYPE_CHECKING:
    from datetime import date, tzinfo
    from pathlib import Path
    from types import TracebackType

    import httpx2

    from corpus.web.network import Network
    from corpus.web.pace import Pace

_ATTEMPTS = 3
_CONNECT_SECONDS, _READ_SECONDS = 10.0, 20.0
_BUSY = frozenset({429, 500, 502, 503, 504})


class Fetcher:
    """Fetches addresses one at a time, as a good guest.

    It keeps to robots.txt and its crawl delay, pauses between requests to a host, asks only for what has
    changed, honours `Retry-After`, and leaves a host alone that fails three times in a row.  No request takes
    longer or brings more than allowed, whatever the server does.  Every hop of a redirect is checked as the
    first address is.  Not for several threads at once.

    Args:
        cache: Folder in which responses are kept between runs; `None` keeps nothing.
        allow_local: Whether addresses of this machine and of the local network may be fetched.
        delay: Seconds between two requests to a host.
        timeout: Seconds for a whole request, from its first byte to the last of the response.
        max_bytes: The most bytes of a body, decompressed.
        max_pages: The most pages read of a sitemap, and of a channel's posts.
        since: Posts of channels from before this day are not read, nor pages that a sitemap says were last changed
            before it; `None` reads all.
        zone: The time zone in which it is told when something was fetched.
        pace: Keeps the pauses between requests to a host; of this fetcher alone where left out.
    """

    def __init__(
        self,
        cache: Path | None = None,
        *,
        allow_local: bool = False,
        delay: float = 1.0,
        timeout: float = 30.0,
        max_bytes: int = 50_000_000,
        max_pages: int = 1000,
        since: date | None = None,
        zone: tzinfo = UTC,
        pace: Pace | None = None,
    ) -> None:
        self.max_bytes = max_bytes
        self.max_pages = max_pages
        self.since = since
        self._zone = zone
        self._cache = ResponseCache(cache) if cache is not None else None
        self._allow_local = allow_local
        self._delay = delay
        self._pace = pace or LocalPace()
        self._timeout = timeout
        self._hosts: dict[str, Host] = {}
        self._robots: dict[str, Robots] = {}
        self._credentials: dict[str, tuple[str, str]] = {}
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and let go of the oldest of what is kept on disk."""
        if self._open:
            self._client.close()
            if self._cache is not None:
                self._cache.prune()

    def log_in(self, address: str, user: str, password: str) -> None:
        """Send a user name and a password to the host of an address from now on, and to no other."""
        self._credentials[_origin(address)] = (user, password)

    def knows(self, address: str) -> bool:
        """Whether the address was fetched earlier, as far as is remembered."""
        return self._cache is not None and self._cache.get(address) is not None

    def fetch(self, address: str) -> Fetched:
        """Fetch an address, or take what is kept of it where the server says that it has not changed.

        Raises:
            FetchError: It cannot be had.  The origin is the address asked for.
        """
        return self._follow(address, obeying=True)

    def _follow(self, address: str, *, obeying: bool) -> Fetched:
        url, seen, moved_from = address, {address}, [address]
        for _ in range(MAX_REDIRECTS + 1):
            found = self._hop(url, address, obeying=obeying)
            if isinstance(found, Fetched):
                if url != address and self._cache is not None:
                    self._cache.put(address, Kept(etag=None, modified=None, content_type="", body=b""))
                return (
                    found
                    if url == address
                    else replace(found, asked=address, moved_from=tuple(moved_from[:-1]))
                )
            if found.address in seen:
                raise FetchError(address, "redirects in a circle", temporary=False)
            seen.add(found.address)
            if found.for_good and moved_from[-1] == url:
                moved_from.append(found.address)
            url = found.address
        raise FetchError(address, f"redirects more than {MAX_REDIRECTS} times", temporary=False)

    def _hop(self, url: str, address: str, *, obeying: bool) -> Fetched | Redirect:
        """One hop on the way from an address, with errors that name that address."""
        try:
            if obeying:
                self._obey_robots(url)
            return self._get(url)
        except FetchError as error:
            if url == address:
                raise
            reason = f"leads to {error.origin}, which {error.reason}"
            raise FetchError(address, reason, status=error.status, temporary=error.temporary) from error

    def _get(self, url: str) -> Fetched | Redirect:
        """One hop: what is there, or where it leads to."""
        host = self._host(url)
        kept = self._cache.get(url) if self._cache is not None else None
        for attempt in range(1, _ATTEMPTS + 1):
            if host.resting is not None:
                raise FetchError(url, host.resting, temporary=True)
            host.wait()
            try:
                response, body = self._once(url, kept)
            except BrokenRequestError as broken:
                host.asked(pause=self._delay * 2**attempt)
                host.failed(broken.reason)
                if broken.again and attempt < _ATTEMPTS:
                    continue
                raise FetchError(url, broken.reason, temporary=True) from broken
            except FetchError:
                host.asked()
                raise
            host.asked()
            if response.status_code in _BUSY:
                self._pause(url, host, response, last=attempt == _ATTEMPTS)
                continue
            host.answered()
            return self._result(url, response, body, kept)
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, url: str, host: Host, response: httpx2.Response, *, last: bool) -> None:
        """Make ready for another try of a busy server, or give up."""
        status = response.status_code
        reason = REASONS.get(status, f"cannot be had: its server fails (HTTP {status})")
        asked_for = retry_after(response.headers.get("retry-after"))
        if asked_for is not None and asked_for > LONGEST_WAIT:
            host.resting = (
                f"is refused for now (HTTP {status}): its server asks to wait {asked_for:,.0f} seconds"
            )
            raise FetchError(url, host.resting, status=status, temporary=True)
        if last:
            if status == 429:
                host.resting = reason
            host.failed(reason)
            raise FetchError(url, reason, status=status, temporary=True)
        host.asked(pause=self._delay * 2 if asked_for is None else asked_for)

    def _once(self, url: str, kept: Kept | None) -> tuple[httpx2.Response, bytes]:
        """One request and its body, within time and size."""
        import httpcore2
        import httpx2

        from corpus.web.network import LocalAddressError

        self._network.deadline = time.monotonic() + self._timeout
        auth = self._credentials.get(_origin(url))
        try:
            with self._client.stream(
                "GET", url, headers=kept.conditions if kept else {}, auth=auth or None
            ) as response:
                body = b"" if response.status_code != 200 else self._body(url, response)
                return response, body
        except LocalAddressError:
            reason = "is an address of this machine or of the local network; PRESSCITE_FETCH_LOCAL=true allows those"
            raise FetchError(url, reason, temporary=False) from None
        except httpcore2.TimeoutException as error:
            reason = f"does not answer in time ({self._timeout:g} seconds at most)"
            raise BrokenRequestError(reason, again=False) from error
        except httpcore2.ConnectError as error:
            raise BrokenRequestError(f"cannot be reached ({cause_of(error)})", again=False) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise BrokenRequestError(f"broke off ({cause_of(error)})", again=True) from error
        except httpx2.DecodingError as error:
            raise FetchError(url, "is compressed in a way that cannot be undone", temporary=False) from error
        except (httpx2.InvalidURL, httpx2.HTTPError, ValueError) as error:
            raise FetchError(url, f"cannot be fetched ({cause_of(error)})", temporary=False) from error

    def _body(self, url: str, response: httpx2.Response) -> bytes:
        reason = f"is longer than the {self.max_bytes:,} bytes that PRESSCITE_FETCH_MAX_BYTES allows"
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and int(stated[:15]) > self.max_bytes:
            raise FetchError(url, reason, temporary=False)
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.max_bytes:
                raise FetchError(url, reason, temporary=False)
        return bytes(body)

    def _result(
        self, url: str, response: httpx2.Response, body: bytes, kept: Kept | None
    ) -> Fetched | Redirect:
        status = response.status_code
        redirect = redirect_of(url, status, response.headers.get("location"))
        if redirect is not None:
            return redirect
        if status == 304 and kept is not None and kept.conditions:
            return self._found(url, kept)
        if status != 200:
            reason = REASONS.get(status, f"cannot be had (HTTP {status})")
            raise FetchError(url, reason, status=status, temporary=False)
        headers = response.headers
        found = Kept(
            etag=headers.get("etag"),
            modified=headers.get("last-modified"),
            content_type=headers.get("content-type", ""),
            body=body,
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        if self._cache is not None and "no-store" not in headers.get("cache-control", "").lower():
            self._cache.put(url, found)
        return self._found(url, found)

    def _found(self, url: str, kept: Kept) -> Fetched:
        media_type, charset = content_type(kept.content_type)
        at = datetime.fromisoformat(kept.fetched).astimezone(self._zone) if kept.fetched else None
        return Fetched(address=url, body=kept.body, media_type=media_type, charset=charset, at=at)

    def _obey_robots(self, url: str) -> None:
        """Refuse what the site's robots.txt refuses, and keep to its crawl delay."""
        site = _origin(url)
        if site not in self._robots:
            self._robots[site] = Robots.of(site, lambda address: self._follow(address, obeying=False))
        self._robots[site].check(url)
        self._host(url).slow_down(self._robots[site].delay)

    def _host(self, url: str) -> Host:
        name = urlsplit(url).hostname or ""
        return self._hosts.setdefault(name, Host(name, self._delay, self._pace))

    @cached_property
    def _network(self) -> Network:
        from corpus.web.network import Network

        return Network(allow_local=self._allow_local)

    @cached_property
    def _client(self) -> httpx2.Client:
        import httpx2

        from corpus.web.network import Transport

        self._open = True
        timeout = httpx2.Timeout(
            self._timeout,
            connect=min(self._timeout, _CONNECT_SECONDS),
            read=min(self._timeout, _READ_SECONDS),
        )
        accepted = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.8"
        return httpx2.Client(
            transport=Transport(self._network),
            headers={"User-Agent": user_agent(), "Accept": accepted},
            timeout=timeout,
            trust_env=False,
        )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
