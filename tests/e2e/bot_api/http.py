"""The Bot API over HTTP."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.e2e.bot_api.api import BotApi
from tests.e2e.bot_api.calls import answered

API = web.AppKey("API", BotApi)


async def call(request: web.Request) -> web.StreamResponse:
    """One call of a method."""
    address = request.match_info
    try:
        status, body = await answered(
            request.app[API], address["token"], address["method"], await _data(request)
        )
    except ConnectionError:
        if request.transport:
            request.transport.close()
        return web.Response()
    kind = "application/json" if body.startswith(b"{") else "text/html"
    return web.Response(status=status, body=body, content_type=kind)


async def _data(request: web.Request) -> dict[str, Any]:
    """The parameters, in any of the four ways that Telegram takes them."""
    if request.content_type == "application/json":
        given = await request.json()
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in given.items()
            if value is not None
        }
    posted = {
        name: value.file.read() if isinstance(value, web.FileField) else value
        for name, value in (await request.post()).items()
    }
    return {**request.query, **posted}
