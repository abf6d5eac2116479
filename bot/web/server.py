"""Serves the application until it is told to stop, then finishes what it has begun."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import uvicorn

from bot.listener import listening_on
from bot.log import EventLog
from bot.web.application import build_application
from bot.web.context import build_context

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Sequence

    from starlette.types import ASGIApp

    from bot.web.settings import WebSettings

_log = EventLog(__name__)

# As the bot has them (bot/main.py): more threads than that only compete for Python's lock.
_THREADS = (os.cpu_count() or 1) + 1
_SWITCH_SECONDS = 0.0005
_SETTING = "PRESSCITE_WEB_LISTEN"
_CONNECTIONS_A_SLOT = 8  # the most that are open at once; what comes beyond is told to come again


class WebServer(uvicorn.Server):
    """A server that ends when SIGTERM or SIGINT says so, and leaves the exit code to whoever runs it.

    Args:
        application: Answers requests.
        settings: The address is bound already; the rest of them.
    """

    def __init__(self, application: ASGIApp, settings: WebSettings) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                http="auto",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,  # it would hold the signatures of links
                server_header=False,
                timeout_graceful_shutdown=max(1, round(settings.grace_seconds)),
                limit_concurrency=_CONNECTIONS_A_SLOT * (settings.concurrency + settings.queue) + 64,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal; a second one ends the process at once."""
        loop = asyncio.get_running_loop()
        both = (signal.SIGTERM, signal.SIGINT)

        def signalled(number: int) -> None:
            _log.info("finishing the requests that have arrived", signal=signal.Signals(number).name)
            self.should_exit = True
            for each in both:
                loop.remove_signal_handler(each)
                signal.signal(each, signal.SIG_DFL)

        for number in both:
            # Windows has no such handlers; a thread that is not the main one may not set any.
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(number, signalled, number)
        try:
            yield
        finally:
            for number in both:
                with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.remove_signal_handler(number)


def run(settings: WebSettings) -> None:
    """Serve until told to stop.

    Args:
        settings: All of the server's settings.

    Raises:
        ListenError: The address cannot be listened on.
        RetrievalError: The store or the state cannot be opened.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    asyncio.run(_serve(settings))


async def _serve(settings: WebSettings) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="presscite-web"))
    sockets: Sequence[socket.socket] = settings.listen.bind(_SETTING)
    try:
        context = build_context(settings)
        server = WebServer(build_application(context), settings)
        _log.info("serving", address=listening_on(sockets), api=bool(context.tokens))
        await server.serve(sockets=[*sockets])
    finally:
        settings.listen.forget()
        for each in sockets:
            each.close()
    _log.info("stopped")
