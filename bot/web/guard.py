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
        problem = refusal(scope, self._context, counts=self._counts)
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem.response()(scope, receive, send)


def refusal(scope: Scope, context: WebContext, *, counts: bool = True) -> RequestProblem | None:
    """Why a request is not let in; `None` where it is, and is noted under the name of its token.

    Args:
        scope: Of the request.
        context: The tokens and their limits.
        counts: Whether it counts towards the limit of its token.
    """
    shown = Headers(scope=scope).getlist("authorization")
    caller = context.tokens.named(shown[0]) if len(shown) == 1 else None
    if caller is None:
        return UNAUTHORIZED
    scope["state"][CALLER] = caller
    wait = context.state.limits.take(caller) if counts else None
    if wait is None:
        return None
    context.metrics.limited()
    return limited(wait)
