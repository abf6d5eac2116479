"""The last place in which an error of a route becomes a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.log import EventLog
from bot.web.error_handlers import logged_problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = EventLog(__name__)


class ErrorBoundary:
    """Answers for whatever fails behind it; a response that has begun is broken off.

    Args:
        app: What comes behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http":
                raise
            problem = logged_problem(error)
            if begun:
                _log.error("response broken off", error=error)
            else:
                await problem.response()(scope, receive, send)
