"""The server: the Bot API and its side for tests, on loopback."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from tests.e2e.bot_api.api import BotApi
from tests.e2e.bot_api.control import add_control, impossible
from tests.e2e.bot_api.http import API, call


def build_server(token: str) -> web.Application:
    """The server as an aiohttp application."""
    # Telegram takes files of 50 MB.
    app = web.Application(middlewares=[impossible], client_max_size=50 * 1024 * 1024)
    app[API] = BotApi(token)
    app.router.add_route("*", "/bot{token}/{method}", call)
    add_control(app)
    app.on_cleanup.append(_close)
    return app


async def serve(token: str, port: int) -> None:
    """Serve until the process ends; port 0 takes a free one.  Prints `{"port": ...}` when it listens."""
    runner = web.AppRunner(build_server(token), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)  # noqa: T201 - how the starter learns it
    await asyncio.Event().wait()


async def _close(app: web.Application) -> None:
    await app[API].close()
