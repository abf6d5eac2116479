"""Routes of the API: those without a token are refused before anything of a request is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer

from bot.web.guard import refusal
from bot.web.request_problem import RequestFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from fastapi import Request, Response

    from bot.web.context import WebContext

_BEARER = HTTPBearer(auto_error=False, description="A token of PRESSCITE_WEB_TOKENS.")


def guarded_router(context: WebContext, *, tag: str, counts: bool = True) -> APIRouter:
    """A router whose routes are for those who show a token.

    Args:
        context: The tokens and their limits.
        tag: What the routes are listed under in the description of the API.
        counts: Whether requests count towards the limit of their token.
    """

    class GuardedRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                problem = refusal(request.scope, context, counts=counts)
                if problem is not None:
                    raise RequestFailedError(problem)
                await request.body()  # here, where what is wrong with it is told by its own words
                return await handle(request)

            return guarded

    # The dependency is for the description alone: the guard has decided before it is looked at.
    return APIRouter(route_class=GuardedRoute, dependencies=[Security(_BEARER)], tags=[tag])
