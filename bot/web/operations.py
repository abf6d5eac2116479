"""/healthz, /readyz and /metrics, for operators."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.guard import Guard
from bot.web.route_group import RouteGroup

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from bot.web.context import WebContext


def group(context: WebContext) -> RouteGroup:
    """The routes for operators; the metrics are shown to those who have a token."""
    health, metrics = context.health, context.metrics

    async def healthz(_: Request) -> Response:
        return _answer(well=health.healthy, name="healthy", store=health.store)

    async def readyz(_: Request) -> Response:
        return _answer(well=health.ready, name="ready", store=health.store)

    async def show_metrics(request: Request) -> Response:
        text, content_type = metrics.exposition(request.headers.get("accept", ""))
        return Response(text, media_type=content_type)

    async def robots(_: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    return RouteGroup(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/robots.txt", robots),
            Route("/metrics", show_metrics, middleware=[Guard.middleware(context, counts=False)]),
        ],
        running=[_looking(context)],
    )


@asynccontextmanager
async def _looking(context: WebContext) -> AsyncIterator[None]:
    """Look after the server while it serves, and finish its work when it ends."""
    await context.health.look()
    context.health.start()
    context.purging.start()
    try:
        yield
    finally:
        context.health.stopping = True
        await context.purging.stop()
        await context.health.stop()
        await context.questions.drain(context.settings.grace_seconds)
        context.state.close()


def _answer(*, well: bool, name: str, store: str) -> Response:
    return JSONResponse({name: well, "store": store}, 200 if well else 503)
