"""GET /feed/...: a feed, for who has its address; POST /feeds: the address of one, for who shows a token."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Body
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.routing import Route

from bot.log import EventLog
from bot.texts import texts_for
from bot.web.ask_request import QuestionText  # noqa: TC001 - a field's type
from bot.web.feeds.rss import rss
from bot.web.guarded_route import guarded_router
from bot.web.request_problem import RequestFailedError, RequestProblem
from bot.web.route_group import RouteGroup
from retrieval.errors import RetrievalError
from retrieval.links.feed_addresses import FEEDS, FeedTarget, feeds_of
from retrieval.overviews.feed_items import feed_items
from retrieval.watches.confirmation import Confirmation

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.context import WebContext
    from retrieval.links.feed_addresses import FeedAddresses

_log = EventLog(__name__)

_KEPT = 128  # feeds that are not made again while the articles are the same
_KIND = "application/rss+xml; charset=utf-8"
_NO_ADDRESS = RequestProblem(
    status=409,
    code="no_public_address",
    message="Feeds have addresses where PRESSCITE_PUBLIC_URL says what this server is called.",
)


class FeedRequest(BaseModel):
    """What a feed is to tell of."""

    model_config = ConfigDict(extra="forbid")

    query: QuestionText
    kind: Literal["search", "watch"] = Field(
        "search",
        description="`search`: the newest about a topic; `watch`: what a standing question would be notified of.",
    )
    language: Annotated[str, Field(max_length=20)] = "en"


class Feeds:
    """Makes feeds, and keeps them while the articles are the same.

    Args:
        context: What they are made of.
        addresses: Read addresses.
    """

    def __init__(self, context: WebContext, addresses: FeedAddresses) -> None:
        self._context = context
        self._addresses = addresses
        self._made: dict[tuple[str, FeedTarget], bytes] = {}

    def document(self, target: FeedTarget) -> bytes:
        """A feed.

        Raises:
            RetrievalError: The articles cannot be read.
        """
        retriever = self._context.retriever
        with retriever.store.reading() as snapshot:
            key = (snapshot.name, target)
        made = self._made.get(key)
        if made is None:
            made = self._rss(target)
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[key] = made
        return made

    @cached_property
    def _confirmation(self) -> Confirmation | None:
        return Confirmation.of(self._context.retriever.embeddings, self._context.settings)

    def _rss(self, target: FeedTarget) -> bytes:
        texts = texts_for(target.language)
        items = feed_items(
            self._context.retriever,
            target.text,
            datetime.now(UTC),
            watched=target.watched,
            confirmation=self._confirmation if target.watched else None,
        )
        return rss(
            items,
            title=f"presscite: {' '.join(target.text.split())}",
            description=texts.watch_found.format(text=target.text),
            address=self._addresses.address(target),
            language=texts.code,
        )


def group(context: WebContext) -> RouteGroup:
    """The routes; without a public address there are no feeds."""
    addresses = feeds_of(context.settings)
    feeds = Feeds(context, addresses) if addresses else None
    router = guarded_router(context, tag="presscite")

    async def read(request: Request) -> Response:
        target = addresses.target(request.path_params["token"]) if addresses else None
        if target is None or feeds is None:
            return Response("There is no such feed.\n", 404, media_type="text/plain")
        try:
            document = await context.questions.look_up(lambda: feeds.document(target))
        except (RetrievalError, RequestFailedError) as error:
            _log.warning("feed not made", error=error)
            return Response("Try again later.\n", 503, {"Retry-After": "600"}, media_type="text/plain")
        tag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        known = [
            each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")
        ]
        if tag in known:
            return Response(status_code=304, headers=headers)
        return Response(document, headers=headers, media_type=_KIND)

    @router.post("/feeds", response_class=JSONResponse)
    async def address(body: Annotated[FeedRequest, Body()]) -> Response:
        """The address of a feed of a search or a standing question, which opens without a token."""
        if addresses is None:
            raise RequestFailedError(_NO_ADDRESS)
        target = FeedTarget(text=body.query, watched=body.kind == "watch", language=body.language)
        return JSONResponse({"address": addresses.address(target)})

    return RouteGroup(routes=[Route(f"/{FEEDS}/{{token}}", read), *router.routes])
