"""The HTTP server to which Telegram delivers updates.

python-telegram-bot has such a server too, behind `Updater.start_webhook`.  In 22.8 it lacks these guarantees:

- Bound before announced.  `start_webhook` calls `setWebhook` first and binds the port afterwards, so that a port in use
  is found out when Telegram delivers already.  (A single socket that was bound before can be passed, as `unix`.)
- Bodies capped, and the secret checked before the body is kept.  Its handler gets the whole body, of up to 100 MiB
  (tornado's default), before it looks at the secret, which it does not compare in constant time.
- 503 while stopping.  Its `shutdown` closes all connections at once, also that of an update which is being stored.
- No words of users in the log, and 400 for what is no update.  It writes an update that it cannot read to the log in
  full, and answers a body that is no JSON with 500.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import re
import time
from typing import TYPE_CHECKING, Any, NoReturn

from telegram import Update
from tornado.httpserver import HTTPServer
from tornado.web import Application as WebApplication
from tornado.web import HTTPError, RequestHandler, stream_request_body

from bot.listener import listening_on
from bot.log import EventLog
from retrieval.errors import DatabaseUnreachableError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from telegram import Bot

    from bot.listener import Listener
    from bot.metrics import Metrics, RequestOutcome

_log = EventLog(__name__)

LARGEST_BODY = 1 << 20
"""Bytes; an update with the longest message and the message that it answers takes a tenth of it."""

_LONGEST_READ = 16 * LARGEST_BODY  # of a body that is refused; beyond that the connection is closed
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, no secret
_STATUS: dict[RequestOutcome, int] = {"bad_request": 400, "failed": 500, "unavailable": 503}
_FINISH_SECONDS = 5.0  # for updates that are being put into the queue when the server stops


class WebhookServer:
    """Takes updates over HTTP and puts them into a queue.

    Args:
        bot: Reads updates.
        queue: Takes them; each is Telegram's until `put` has returned.
        metrics: Counts requests.
        listener: Where to listen.
        path: The path of the address that Telegram knows.
        secret: What Telegram shows with each delivery.

    Attributes:
        delivered_at: When an update was last taken, in seconds since 1970; 0 before that.
        stopping: Whether requests are refused because the server stops.
    """

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        metrics: Metrics,
        *,
        listener: Listener,
        path: str,
        secret: str,
    ) -> None:
        self._bot = bot
        self._queue = queue
        self._listener = listener
        self._secret = secret
        self._metrics = metrics
        self._sockets: list[socket.socket] = []
        self._server = HTTPServer(
            WebApplication([(_pattern(path), _Delivery, {"server": self})], log_function=_unlogged),
            max_body_size=_LONGEST_READ,
            body_timeout=30,
            idle_connection_timeout=600,
        )
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.delivered_at = 0.0
        self.stopping = False

    @property
    def address(self) -> str:
        """Where the server listens, once it is open."""
        return listening_on(self._sockets)

    def open(self) -> None:
        """Bind the listener; connections wait until the server starts.

        Raises:
            ListenError: That is not possible.
        """
        self._sockets = self._listener.bind("TELEGRAM_WEBHOOK_LISTEN")

    def start(self) -> None:
        """Take requests."""
        self._server.add_sockets(self._sockets)
        _log.info("listening for updates", address=self.address)

    async def stop(self) -> None:
        """Take no more requests; those that are being worked on are answered."""
        self.stopping = True
        if self._sockets:
            self._listener.forget()
        self._server.stop()
        for each in self._sockets:
            each.close()  # those that the server never got
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _FINISH_SECONDS)
        await self._server.close_all_connections()

    async def accept(self, body: bytes) -> RequestOutcome:
        """Put an update into the queue; once that has returned, Telegram may forget it."""
        update = self._parsed(body)
        if update is None:
            # Nothing of the body is said: it may hold what a user wrote.
            _log.warning("a request to the webhook held no update", bytes=len(body))
            return "bad_request"
        try:
            await self._queue.put(update)
        except DatabaseUnreachableError as error:
            _log.warning("an update was not taken, because the state is not reached", error=error)
            return "unavailable"
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram keeps the update and brings it again
            _log.error("an update was not taken, Telegram will bring it again", error=error)
            return "failed"
        self.delivered_at = time.time()
        return "accepted"

    def knows(self, secret: str) -> bool:
        """Whether a request comes from Telegram."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Hold up the end until the block is done."""
        self._busy += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    def count(self, outcome: RequestOutcome) -> None:
        """Count a request."""
        self._metrics.request(outcome)

    def _parsed(self, body: bytes) -> Update | None:
        try:
            facts = json.loads(body)
            if not isinstance(facts, dict) or type(facts.get("update_id")) is not int:
                return None
            return Update.de_json(facts, self._bot)
        except Exception:  # noqa: BLE001 - parsing trips over bad input in many ways, and all mean the same
            return None


@stream_request_body  # so that what is too long, or from somebody else, is not kept
class _Delivery(RequestHandler):
    """One request to the webhook.

    What is refused is read to its end all the same: a connection that is closed before takes the answer with it.
    """

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, server: WebhookServer) -> None:
        self._server = server
        self._body = bytearray()
        self._refusal: tuple[int, RequestOutcome] | None = None

    def prepare(self) -> None:
        if not self._server.knows(self.request.headers.get(_SECRET_HEADER, "")):
            self._refusal = 403, "forbidden"

    def data_received(self, chunk: bytes) -> None:
        if len(self._body) + len(chunk) > LARGEST_BODY:
            self._refusal = self._refusal or (413, "too_large")
        if self._refusal is None:
            self._body += chunk

    async def post(self) -> None:
        if self._refusal is not None:
            self._refuse(*self._refusal)
        # Not asked before: what is taken from here on is waited for, and nothing else may be taken.
        if self._server.stopping:
            self._refuse(503, "stopping")
        with self._server.working():
            outcome = await self._server.accept(bytes(self._body))
            if outcome != "accepted":
                self._refuse(_STATUS[outcome], outcome)
            self._server.count(outcome)
            await self.finish()

    def _refuse(self, status: int, outcome: RequestOutcome) -> NoReturn:
        self._server.count(outcome)
        raise HTTPError(status)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the status."""
        self.set_header("Content-Type", "text/plain")
        self.finish(f"{status_code}\n")

    def log_exception(self, *_: Any) -> None:
        """What is refused is counted; there is nothing else to say of it."""


def _pattern(path: str) -> str:
    """A path as tornado's routes want it: exactly this, with or without a slash at its end."""
    return f"{re.escape(path.rstrip('/'))}/?"


def _unlogged(_: RequestHandler) -> None:
    return None
