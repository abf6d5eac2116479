"""The connections to the Bot API, which count their calls."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.outgoing.http import Connection

if TYPE_CHECKING:
    from bot.metrics import CallOutcome, Metrics

_REJECTED = {401, 404}  # what the Bot API answers to a token that it does not know


class MeteredRequest(Connection):
    """A connection whose calls are counted by method and outcome.

    Args:
        metrics: Where they are counted.
        options: Passed on to `Connection`.
    """

    __slots__ = ("_metrics",)

    def __init__(self, metrics: Metrics, **options: Any) -> None:
        super().__init__(**options)
        self._metrics = metrics

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Call, and count; the arguments are passed on as they are."""
        # The address of a file holds its name where a method stands otherwise; the label is "other" then.
        method = url.rpartition("/")[2]
        try:
            status, payload = await super().do_request(url, *args, **kwargs)
        except TelegramError:
            self._metrics.call(method, "network")
            raise
        self._metrics.call(method, _outcome(status))
        return status, payload


class PollingRequest(MeteredRequest):
    """The connection that fetches updates; it notices how that goes.

    The library's polling ends silently when Telegram no longer knows the token, and the process would live on and
    answer nobody.

    Attributes:
        rejected: Set when the token was refused.
        succeeded_at: When updates were last fetched, in seconds since the epoch; 0 before that.
        ended_at: When a call last came to an end, good or bad.
    """

    __slots__ = ("ended_at", "rejected", "succeeded_at")

    def __init__(self, metrics: Metrics) -> None:
        # One connection, the library's default, is reported to stall polling; eight are safe.
        super().__init__(metrics, connection_pool_size=8, pool_timeout=10)
        self.rejected = asyncio.Event()
        self.succeeded_at = 0.0
        self.ended_at = 0.0

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Fetch, and look at the status on the way; the arguments are passed on as they are."""
        try:
            status, payload = await super().do_request(url, *args, **kwargs)
        finally:
            self.ended_at = time.time()
        if status in _REJECTED:
            self.rejected.set()
        elif status == 200:
            self.succeeded_at = time.time()
        return status, payload


def _outcome(status: int) -> CallOutcome:
    if status < 300:
        return "ok"
    if status == 429:
        return "flood"
    if status == 403:
        return "forbidden"
    return "bad_request" if status < 500 else "network"
