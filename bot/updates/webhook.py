"""Updates brought by Telegram, to an HTTP server of the bot's own.

python-telegram-bot has such a server too.  This one binds before Telegram is told of it, keeps nothing of a body that
comes without the secret, bounds the body, logs nothing of it, and answers what is no update with 400 instead of 500.
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
from telegram.error import BadRequest, InvalidToken, TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application as WebApplication
from tornado.web import HTTPError, RequestHandler, stream_request_body

from bot.listener import listening_on
from bot.log import EventLog
from bot.outgoing.retry import with_retries
from bot.updates.source import TokenRevokedError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Sequence

    from telegram import WebhookInfo

    from bot.application import Bot
    from bot.metrics import Metrics, RequestOutcome
    from bot.settings import BotSettings

_log = EventLog(__name__)

LARGEST_BODY = 1 << 20
"""Bytes; an update with the longest message and the message that it answers takes a tenth of it."""

_LONGEST_READ = 16 * LARGEST_BODY  # of a body that is refused; beyond that the connection is closed

LONGEST_SILENCE = 180.0
"""Seconds without an answer to getWebhookInfo, which is asked once a minute, after which something is wrong."""

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, no secret
_CONNECTIONS = 40  # that Telegram may have open at once; its own default
_FINISH_SECONDS = 5.0  # for updates that are being put into the queue when the server stops


class WebhookError(Exception):
    """Telegram does not take the address; the text names the setting and says what to do."""


class Webhook:
    """The intake of a bot that has an address; an `Intake`.

    Several processes may serve one address, each behind its own listener: all tell Telegram the same, and none takes
    it back when it stops.

    Args:
        settings: The address, where to listen and the secret.
        application: Takes the updates.
        metrics: Where requests are counted.
        kinds: Which updates Telegram is asked for.
    """

    def __init__(
        self, settings: BotSettings, application: Bot, metrics: Metrics, kinds: Sequence[str]
    ) -> None:
        if settings.webhook_url is None:
            raise TypeError("a webhook needs an address")
        self._url = str(settings.webhook_url)
        self._listener = settings.webhook_listen
        self._secret = settings.webhook_key
        self._application = application
        self._metrics = metrics
        self._kinds = list(kinds)
        self._sockets: list[socket.socket] = []
        path = settings.webhook_url.path or "/"
        self._server = HTTPServer(
            WebApplication([(_pattern(path), _Delivery, {"webhook": self})], log_function=_unlogged),
            max_body_size=_LONGEST_READ,
            body_timeout=30,
            idle_connection_timeout=600,
        )
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._rejected = asyncio.Event()
        self._info: WebhookInfo | None = None
        self._informed_at = 0.0
        self.delivered_at = 0.0
        self.stopping = False

    def open(self) -> None:
        """Bind the listener; connections wait until the server starts."""
        self._sockets = self._listener.bind("TELEGRAM_WEBHOOK_LISTEN")

    async def start(self) -> None:
        """Take requests, and tell Telegram where to send them.

        Raises:
            InvalidToken: Telegram does not know the token.
            WebhookError: It does not take the address.
        """
        self._server.add_sockets(self._sockets)
        _log.info("listening for updates", address=listening_on(self._sockets))
        try:
            await with_retries(self._announce)
        except BadRequest as error:
            raise WebhookError(
                f"Telegram refuses TELEGRAM_WEBHOOK_URL={self._url}: {error.message}; it must be an https address "
                "that Telegram can reach from outside"
            ) from error
        self._informed_at = time.time()

    async def _announce(self) -> None:
        await self._application.bot.set_webhook(
            self._url,
            allowed_updates=self._kinds,
            max_connections=_CONNECTIONS,
            secret_token=self._secret,
        )

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

    async def ended(self) -> None:
        """Wait until the token is refused."""
        await self._rejected.wait()
        raise TokenRevokedError("the token was refused while the webhook was looked at")

    async def look(self) -> None:
        """Ask Telegram how delivery goes."""
        before = self.fault()
        try:
            self._info = await self._application.bot.get_webhook_info()
            self._informed_at = time.time()
        except TelegramError as error:
            _log.warning("the webhook could not be looked at", error=error)
            if isinstance(error, InvalidToken):
                await self._ask_who_we_are()
        fault = self.fault()
        if fault and fault != before:
            _log.error("updates may not be coming", reason=fault)

    async def _ask_who_we_are(self) -> None:
        # A Bot API server that does not know the method answers as if it did not know the token.
        try:
            await self._application.bot.get_me()
        except InvalidToken:
            self._rejected.set()
        except TelegramError as error:
            _log.warning("the Bot API is not reached", error=error)

    def fault(self) -> str | None:
        """Why updates may not be coming."""
        silent = time.time() - self._informed_at
        if self._informed_at and silent > LONGEST_SILENCE:
            return f"Telegram was last asked about the webhook {silent:.0f} seconds ago"
        return self._told_fault(self._info) if self._info else None

    def _told_fault(self, info: WebhookInfo) -> str | None:
        if info.url != self._url:
            return "Telegram delivers to another address, or none: the webhook was set or removed elsewhere"
        failed_at = info.last_error_date.timestamp() if info.last_error_date else 0.0
        # Where another process behind the same address has taken what failed here, nothing is pending.
        if failed_at > self.delivered_at and info.pending_update_count:
            return f"Telegram could not deliver: {info.last_error_message}"
        return None

    def stuck(self) -> bool:
        """Whether nobody could be served, which the event loop would show first."""
        return False

    # For the handler of requests

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

    async def take(self, body: bytes) -> RequestOutcome:
        """Put an update into the queue; once that has returned, Telegram may forget it."""
        update = self._parsed(body)
        if update is None:
            # Nothing of the body is said: it may hold what a user wrote.
            _log.warning("a request to the webhook held no update", bytes=len(body))
            return "bad_request"
        try:
            await self._application.update_queue.put(update)
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram keeps the update and brings it again
            _log.error("an update was not taken, Telegram will bring it again", error=error)
            return "failed"
        self.delivered_at = time.time()
        return "accepted"

    def _parsed(self, body: bytes) -> Update | None:
        try:
            facts = json.loads(body)
            if not isinstance(facts, dict) or type(facts.get("update_id")) is not int:
                return None
            return Update.de_json(facts, self._application.bot)
        except Exception:  # noqa: BLE001 - parsing trips over bad input in many ways, and all mean the same
            return None

    def counted(self, outcome: RequestOutcome) -> None:
        """Count a request."""
        self._metrics.request(outcome)


@stream_request_body  # so that what is too long, or from somebody else, is not kept
class _Delivery(RequestHandler):
    """One request to the webhook.

    What is refused is read to its end all the same: a connection that is closed before takes the answer with it.
    """

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, webhook: Webhook) -> None:
        self._webhook = webhook
        self._body = bytearray()
        self._refusal: tuple[int, RequestOutcome] | None = None

    def prepare(self) -> None:
        if not self._webhook.knows(self.request.headers.get(_SECRET_HEADER, "")):
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
        if self._webhook.stopping:
            self._refuse(503, "stopping")
        with self._webhook.working():
            outcome = await self._webhook.take(bytes(self._body))
            if outcome != "accepted":
                self._refuse(400 if outcome == "bad_request" else 500, outcome)
            self._webhook.counted(outcome)
            await self.finish()

    def _refuse(self, status: int, outcome: RequestOutcome) -> NoReturn:
        self._webhook.counted(outcome)
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
