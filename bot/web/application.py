"""The application: the groups of routes behind what every request passes."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from bot.web import ask, operations
from bot.web.asking import routes as asking
from bot.web.body_limit import BodyLimit
from bot.web.completions import routes as completions
from bot.web.error_boundary import ErrorBoundary
from bot.web.error_handlers import http_error, invalid_request, request_failed
from bot.web.feeds import routes as feeds
from bot.web.path_prefix import PathPrefix
from bot.web.reading import routes as reading
from bot.web.request_log import RequestLog
from bot.web.request_problem import RequestFailedError
from bot.web.security_headers import SecurityHeaders
from bot.web.tool_server import http as tool_server
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.web.context import WebContext
    from bot.web.route_group import RouteGroup

GROUPS: tuple[Callable[[WebContext], RouteGroup], ...] = (
    operations.group,
    ask.group,
    completions.group,
    reading.group,
    feeds.group,
    asking.group,
    tool_server.group,
)
"""All groups of routes, in the order in which they are tried; whoever has another adds it here."""

_DESCRIPTION = "Question answering over news articles; every sentence of an answer is cited."


def build_application(
    context: WebContext, groups: Sequence[Callable[[WebContext], RouteGroup]] = GROUPS
) -> FastAPI:
    """The application that serves a web server's pages.

    Args:
        context: What they need.
        groups: Make the routes; by default all.
    """
    built = [group(context) for group in groups]

    @asynccontextmanager
    async def running(_: Any) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for group in built:
                for each in group.running:
                    await stack.enter_async_context(each)
            yield

    application = FastAPI(
        title="presscite",
        description=_DESCRIPTION,
        lifespan=running,
        # The interactive pages fetch scripts from elsewhere; the description itself is enough for programs.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        servers=[{"url": context.settings.path_prefix or "/"}],
        redirect_slashes=False,
        middleware=[
            Middleware(RequestLog, metrics=context.metrics),
            Middleware(SecurityHeaders),
            Middleware(ErrorBoundary),
            Middleware(PathPrefix, prefix=context.settings.path_prefix),
            Middleware(BodyLimit, most=context.settings.max_body),
        ],
        exception_handlers={
            RequestFailedError: request_failed,
            RetrievalError: request_failed,
            RequestValidationError: invalid_request,
            HTTPException: http_error,
        },
    )
    for group in built:
        application.router.routes.extend(group.routes)
    return application
