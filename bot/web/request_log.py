"""A line in the log for each request, without what was asked and without the signature of a link."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.log import EventLog

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.web.metrics import WebMetrics

_log = EventLog(__name__)

CALLER = "presscite.caller"
"""Where a request's scope has the name of its token."""

_QUIET = {"/healthz", "/readyz", "/metrics"}  # asked every few seconds


class RequestLog:
    """Counts and logs requests by the route that took them, never by their address.

    Args:
        app: What comes behind it.
        metrics: Counts them.
    """

    def __init__(self, app: ASGIApp, metrics: WebMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, receive, noted)
        finally:
            self._metrics.request(status or 500)
            self._write(scope, status, time.monotonic() - began)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        if scope["path"] in _QUIET:
            return
        facts = {"caller": scope["state"][CALLER]} if CALLER in scope["state"] else {}
        _log.info(
            "request done",
            method=scope["method"],
            route=_route(scope),
            status=status or None,
            seconds=round(seconds, 3),
            **facts,
        )


def _route(scope: Scope) -> str | None:
    """The path of the route that took a request, with names in the place of values; `None` where none did."""
    path = getattr(scope.get("route"), "path", None)
    return path or getattr(scope.get("endpoint"), "__name__", None)
