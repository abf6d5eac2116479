"""The HTTP server for operators: /healthz, /readyz and /metrics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.listener import Listener, listening_on
from bot.log import EventLog

if TYPE_CHECKING:
    import socket

    from bot.metrics import Metrics
    from bot.ops.health import Health

_log = EventLog(__name__)


class Monitor:
    """Answers questions about the bot, where a setting says so.

    Args:
        listener: Where; `None` for nowhere.
        health: How the bot is.
        metrics: What was counted.
    """

    def __init__(self, listener: Listener | None, health: Health, metrics: Metrics) -> None:
        self._listener = listener
        self._sockets: list[socket.socket] = []
        known = {"health": health, "metrics": metrics}
        pages = [
            ("/healthz", _Healthz, known),
            ("/readyz", _Readyz, known),
            ("/metrics", _MetricsPage, known),
        ]
        self._server = HTTPServer(Application(pages, log_function=lambda _: None), max_body_size=1024)

    def start(self) -> None:
        """Listen.

        Raises:
            ListenError: That is not possible.
        """
        if self._listener is None:
            return
        self._sockets = self._listener.bind("TELEGRAM_METRICS_LISTEN")
        self._server.add_sockets(self._sockets)
        _log.info("listening for operators", address=listening_on(self._sockets))

    async def stop(self) -> None:
        """Listen no more."""
        if self._sockets and self._listener is not None:
            self._listener.forget()
            self._server.stop()
            await self._server.close_all_connections()


class _Page(RequestHandler):
    def initialize(self, health: Health, metrics: Metrics) -> None:
        self.health = health
        self.metrics = metrics

    def answer(self, *, well: bool, facts: dict[str, Any]) -> None:
        """A health check looks at the status alone; people read the facts."""
        self.set_status(200 if well else 503)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(facts) + "\n")


class _Healthz(_Page):
    """200 where the bot is well; the event loop that answers this is the one that answers questions."""

    def get(self) -> None:
        report = self.health.report()
        self.answer(well=report.healthy, facts={"healthy": report.healthy, **report.reasons})


class _Readyz(_Page):
    """200 where the bot is well and answering."""

    def get(self) -> None:
        report = self.health.report()
        self.answer(well=report.ready, facts={"ready": report.ready, **report.reasons})


class _MetricsPage(_Page):
    """The metrics, for Prometheus."""

    def get(self) -> None:
        metrics, content_type = self.metrics.exposition(self.request.headers.get("Accept", ""))
        self.set_header("Content-Type", content_type)
        self.finish(metrics)
