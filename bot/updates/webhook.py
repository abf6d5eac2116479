"""Updates delivered by Telegram."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.log import EventLog
from bot.outgoing.retry import with_retries
from bot.updates.source import ALLOWED_UPDATES, TokenRevokedError
from bot.updates.webhook_server import WebhookServer

if TYPE_CHECKING:
    from telegram import Bot, WebhookInfo

    from bot.metrics import Metrics
    from bot.settings import BotSettings

_log = EventLog(__name__)

LONGEST_SILENCE = 180.0
"""Seconds without an answer to getWebhookInfo, which is asked once a minute, after which something is wrong."""

_CONNECTIONS = 40  # that Telegram may have open at once; its own default


class WebhookError(Exception):
    """Telegram does not take the address; the text names the setting and says what to do."""


class Webhook:
    """The `UpdateSource` of a bot that has an address.

    Several processes may serve one address, each behind its own listener: all tell Telegram the same, and none takes
    it back when it stops.

    Args:
        settings: The address, where to listen and the secret.
        bot: Tells Telegram of the address, and reads updates.
        queue: Takes the updates.
        metrics: Where requests are counted.

    Attributes:
        server: Takes what Telegram delivers.
    """

    def __init__(
        self,
        settings: BotSettings,
        bot: Bot,
        queue: asyncio.Queue[object],
        metrics: Metrics,
    ) -> None:
        if settings.webhook_url is None:
            raise TypeError("a webhook needs an address")
        self._url = str(settings.webhook_url)
        self._secret = settings.webhook_key
        self._bot = bot
        self.server = WebhookServer(
            bot,
            queue,
            metrics,
            listener=settings.webhook_listen,
            path=settings.webhook_url.path or "/",
            secret=self._secret,
        )
        self._rejected = asyncio.Event()
        self._info: WebhookInfo | None = None
        self._informed_at = 0.0

    def open(self) -> None:
        """Bind the listener."""
        self.server.open()

    async def start(self) -> None:
        """Take requests, and tell Telegram where to send them.

        Raises:
            InvalidToken: Telegram does not know the token.
            WebhookError: It does not take the address.
        """
        self.server.start()
        try:
            await with_retries(self._announce)
        except BadRequest as error:
            raise WebhookError(
                f"Telegram refuses TELEGRAM_WEBHOOK_URL={self._url}: {error.message}; it must be an https address "
                "that Telegram can reach from outside"
            ) from error
        self._informed_at = time.time()

    async def _announce(self) -> None:
        await self._bot.set_webhook(
            self._url,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CONNECTIONS,
            secret_token=self._secret,
        )

    async def stop(self) -> None:
        """Take no more requests; those that are being worked on are answered."""
        await self.server.stop()

    async def ended(self) -> None:
        """Wait until the token is refused."""
        await self._rejected.wait()
        raise TokenRevokedError("the token was refused while the webhook was looked at")

    async def look(self) -> None:
        """Ask Telegram how delivery goes."""
        before = self.fault()
        try:
            self._info = await self._bot.get_webhook_info()
            self._informed_at = time.time()
        except TelegramError as error:
            _log.warning("the webhook could not be looked at", error=error)
            if isinstance(error, InvalidToken):
                await self._check_token()
        fault = self.fault()
        if fault and fault != before:
            _log.error("updates may not be coming", reason=fault)

    async def _check_token(self) -> None:
        # A Bot API server that does not know the method answers as if it did not know the token.
        try:
            await self._bot.get_me()
        except InvalidToken:
            self._rejected.set()
        except TelegramError as error:
            _log.warning("the Bot API is not reached", error=error)

    def fault(self) -> str | None:
        """Why updates may not be coming."""
        silent = time.time() - self._informed_at
        if self._informed_at and silent > LONGEST_SILENCE:
            return f"Telegram was last asked about the webhook {silent:.0f} seconds ago"
        return self._reported_fault(self._info) if self._info else None

    def _reported_fault(self, info: WebhookInfo) -> str | None:
        if info.url != self._url:
            return "Telegram delivers to another address, or none: the webhook was set or removed elsewhere"
        failed_at = info.last_error_date.timestamp() if info.last_error_date else 0.0
        # Where another process behind the same address has taken what failed here, nothing is pending.
        if failed_at > self.server.delivered_at and info.pending_update_count:
            return f"Telegram could not deliver: {info.last_error_message}"
        return None

    def stuck(self) -> bool:
        """Whether nobody could be served, which the event loop would show first."""
        return False
