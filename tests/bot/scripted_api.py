"""A Bot API server that answers each method as a test says, and records what it was asked."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BOT = {"id": 123456, "is_bot": True, "first_name": "Press", "username": "press_bot"}


class ScriptedApi:
    """The server's script and its records.

    Attributes:
        results: What a method answers with; `True` where nothing is said.
        failures: Statuses that a method answers with first, one a call, with an optional description.
        calls: What each method was given, in order.
        url: Where it listens.
    """

    def __init__(self) -> None:
        self.results: dict[str, Any] = {"getMe": BOT, "getUpdates": []}
        self.failures: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.calls: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls[method].append({**await request.post()})
        if self.failures[method]:
            status, description = self.failures[method].pop(0)
            parameters = {"parameters": {"retry_after": 1}} if status == 429 else {}
            body = {"ok": False, "error_code": status, "description": description, **parameters}
            return web.json_response(body, status=status)
        return web.json_response({"ok": True, "result": self.results.get(method, True)})


@contextlib.asynccontextmanager
async def scripted_api() -> AsyncIterator[ScriptedApi]:
    """The server, on loopback, while the block runs."""
    api = ScriptedApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
