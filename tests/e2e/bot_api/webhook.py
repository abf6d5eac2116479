"""Updates delivered to an address, as Telegram's WebhookActor does it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from tests.e2e.bot_api.errors import bad_request

if TYPE_CHECKING:
    from tests.e2e.bot_api.updates import Updates

PORTS = frozenset({80, 88, 443, 8443})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Webhook:
    """Delivers updates until each was answered with 200; those of one chat in their order.

    Args:
        updates: Where they come from.

    Attributes:
        url: The address that the bot gave; empty as long as it polls.
        routes: Where that address really leads, as a proxy would: `http://127.0.0.1:8443` or `unix:/path`, one or
            several in turn.  Without any, an address on loopback is called as it is.
        pause: Seconds before the second new attempt; the first is made at once, and each next waits twice as long.
        longest_pause: Seconds between attempts, at most.
        timeout: Seconds an answer may take.
        attempts: Each attempt: its update_id, the route, and the status of the answer or what went wrong.
    """

    def __init__(self, updates: Updates) -> None:
        self.url = ""
        self.routes: list[str] = []
        self.pause = 0.1
        self.longest_pause = 60.0
        self.timeout = 60.0
        self.attempts: list[dict[str, Any]] = []
        self.max_connections = 40
        self._secret = ""
        self._error: tuple[int, str] | None = None
        self._updates = updates
        self._turn = itertools.count()
        self._wake = asyncio.Event()
        self._delivering: asyncio.Task[None] | None = None

    async def point_to(self, url: str, secret: str, max_connections: int) -> None:
        """Deliver to an address from now on; to none if it is empty.

        Raises:
            ApiError: Telegram would not deliver there.
        """
        if url:
            _judge(url)
        if (url, secret, max_connections) == (self.url, self._secret, self.max_connections) and url:
            return
        await self.close()
        self.url, self._secret, self.max_connections, self._error = url, secret, max_connections, None
        if url:
            self._delivering = asyncio.create_task(self._deliver_all())

    def info(self) -> dict[str, Any]:
        """A WebhookInfo."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self._error:
            info["last_error_date"], info["last_error_message"] = self._error
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    def wake(self) -> None:
        """There is something new to deliver."""
        self._wake.set()

    async def close(self) -> None:
        """Stop delivering; what was not answered yet stays pending."""
        if self._delivering:
            self._delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivering
            self._delivering = None

    async def _deliver_all(self) -> None:
        slots = asyncio.Semaphore(self.max_connections)
        busy: set[int] = set()
        self._wake.set()
        async with asyncio.TaskGroup() as group:
            while True:
                await self._wake.wait()
                self._wake.clear()
                for update in self._updates.pending:
                    if (line := _line(update)) not in busy:
                        busy.add(line)
                        group.create_task(self._deliver(update, line, busy, slots))

    async def _deliver(
        self, update: dict[str, Any], line: int, busy: set[int], slots: asyncio.Semaphore
    ) -> None:
        pause = 0.0
        while True:
            async with slots:
                problem, wait = await self._attempt(update)
            if not problem:
                break
            self._error = (int(time.time()), problem)
            await asyncio.sleep(wait or pause)
            pause = min(self.longest_pause, 2 * pause) if pause else self.pause
        self._updates.forget(update)
        busy.discard(line)
        self.wake()

    async def _attempt(self, update: dict[str, Any]) -> tuple[str, float]:
        """Try once; returns what went wrong, and how long the bot wants to be left alone."""
        route = self.routes[next(self._turn) % len(self.routes)] if self.routes else self.url
        wait, status = 0.0, 0
        try:
            status, wait, problem = await self._post(route, update)
        except _UnknownHostError:
            problem = "Failed to resolve host: Name or service not known"
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            problem = "Connection refused"
        except aiohttp.ClientError:
            problem = "Webhook connection closed"
        answer = problem if problem and not status else status
        self.attempts.append({"update_id": update["update_id"], "route": route, "answer": answer})
        return problem, wait

    async def _post(self, route: str, update: dict[str, Any]) -> tuple[int, float, str]:
        if not _is_local(route):
            # Nothing leaves the machine: a public address leads nowhere until the test says where.
            raise _UnknownHostError
        public = urlsplit(self.url)
        headers = {"Host": public.netloc}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        path = route.removeprefix("unix:") if route.startswith("unix:") else None
        connector = aiohttp.UnixConnector(path) if path else aiohttp.TCPConnector()
        origin = urlsplit("http://127.0.0.1" if path else route)
        address = public._replace(scheme=origin.scheme, netloc=origin.netloc).geturl()
        timeout = aiohttp.ClientTimeout(self.timeout)
        # A connection each: an instance that ended must not keep one of the pool half open.
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
            session.post(address, json=update, headers=headers, allow_redirects=False) as answer,
        ):
            await answer.read()
            if 200 <= answer.status <= 299:
                return answer.status, 0, ""
            wait = answer.headers.get("Retry-After", "")
            problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            return answer.status, float(wait) if wait.isdecimal() else 0, problem


class _UnknownHostError(Exception):
    pass


def _is_local(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "unix" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _judge(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if _is_local(url):
        return  # as a Bot API server of one's own allows
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _line(update: dict[str, Any]) -> int:
    """What stands in one line: the updates of a chat, or of a person where there is no chat."""
    content = next(value for name, value in update.items() if name != "update_id")
    chat = content.get("chat") or content.get("message", {}).get("chat") or content.get("from") or {}
    return int(chat.get("id", update["update_id"]))
