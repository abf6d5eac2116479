"""How large the body of a request may be, and how long it may take to arrive."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from bot.web.request_problem import SLOW_BODY, TOO_LARGE, RequestFailedError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_SECONDS = 15.0
"""In which a body has to be there."""


class BodyLimit:
    """Refuses bodies that are too large or too slow, before anything reads them to their end.

    Args:
        app: What comes behind it.
        most: Bytes that a body may have.
        seconds: In which it has to be there.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > self._most:
            await TOO_LARGE.response()(scope, receive, send)
            return
        await self._app(scope, self._limited(receive), send)

    def _limited(self, receive: Receive) -> Receive:
        deadline = time.monotonic() + self._seconds
        size, whole = 0, False

        async def limited() -> Message:
            nonlocal size, whole
            if whole:  # what comes behind the body tells that the caller has gone
                return await receive()
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise RequestFailedError(SLOW_BODY) from None
            size += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if size > self._most:
                raise RequestFailedError(TOO_LARGE)
            return message

        return limited
