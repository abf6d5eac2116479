"""Who may use the API: those who show a token, as often as it may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.middleware import Middleware

from bot.web.request_log import CALLER
from bot.web.request_problem import UNAUTHORIZED, RequestProblem, limited

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from bot.web.context import WebContext


class Guard:
    """Lets requests with a token through, before anything of them is read.

    Args:
        app: What is behind it.
        context: The tokens and their limits.
        counts: Whether a request counts towards the limit of its token.
    """

    def __init__(self, app: ASGIApp, context: WebContext, *, counts: bool = True) -> None:
        self._app = app
        self._context = context
        self._counts = counts

    @classmethod
    def middleware(cls, context: WebContext, *, counts: bool = True) -> Middleware:
        """As the middleware of a route."""
        return Middleware(cls, context=context, counts=counts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        problem = self._problem(scope)
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem.response()(scope, receive, send)

    def _problem(self, scope: Scope) -> RequestProblem | None:
        shown = Headers(scope=scope).getlist("authorization")
        caller = self._context.tokens.named(shown[0]) if len(shown) == 1 else None
        if caller is None:
            return UNAUTHORIZED
        scope["state"][CALLER] = caller
        wait = self._context.state.limits.take(caller) if self._counts else None
        if wait is None:
            return None
        self._context.metrics.limited()
        return limited(wait)
