"""POST /ask and POST /search: JSON as on the command line, or an answer as server-sent events."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, Request, Response
from fastapi.responses import JSONResponse

from bot.log import EventLog
from bot.web.ask_request import AskRequest, SearchRequest  # noqa: TC001 - the same
from bot.web.event_stream import EventStream, event
from bot.web.guarded_route import guarded_router
from bot.web.presence import begun, while_waited_for
from bot.web.route_group import RouteGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.web.context import WebContext
    from bot.web.request_problem import RequestProblem
    from retrieval.answer import Answer

_log = EventLog(__name__)

_EVENTS = "text/event-stream"
_ASK_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer, as `presscite ask --json` prints it. As events: `sentence` for each sentence as "
        "soon as it is proven, with the citations that carry it, then `answer` with the whole, or `error`.",
        "content": {"application/json": {}, _EVENTS: {}},
    }
}
_SEARCH_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The passages, best first, as `presscite search --json` prints them."}
}


def group(context: WebContext) -> RouteGroup:
    """The routes."""
    router = guarded_router(context, tag="presscite")
    questions, retriever = context.questions, context.retriever

    @router.post("/ask", responses=_ASK_RESPONSES, response_class=JSONResponse)
    async def ask(request: Request, body: Annotated[AskRequest, Body()]) -> Response:
        """Answer a question from the articles, every sentence cited."""
        began = time.monotonic()
        if body.stream or _wants_events(request):
            stream = await begun(request, questions.stream(body.asked()))
            _log.info("question streamed", question=body.question)
            return EventStream(stream, _shown, _failed)
        answer = await while_waited_for(request, questions.answer(body.asked()))
        _log.info(
            "question done", seconds=round(time.monotonic() - began, 3), refused=answer.refused,
            question=body.question,
        )  # fmt: skip
        return JSONResponse(answer.to_dict())

    @router.post("/search", responses=_SEARCH_RESPONSES, response_class=JSONResponse)
    async def search(request: Request, body: Annotated[SearchRequest, Body()]) -> Response:
        """Find the passages closest to a question, from which answers are made."""
        found = await while_waited_for(request, questions.look_up(lambda: body.found(retriever)))
        _log.info("search done", question=body.question)
        return JSONResponse(found)

    return RouteGroup(routes=router.routes)


def _wants_events(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return _EVENTS in accepted and "application/json" not in accepted


def _shown(part: Answer | None, whole: Answer) -> Iterator[str]:
    if part is None:
        yield event(whole.to_dict(), "answer")
        return
    known = {c["number"]: c for c in whole.to_dict()["citations"]} if part.sentences else {}
    for sentence in part.to_dict()["sentences"]:
        yield event({**sentence, "citations": [known[n] for n in sentence["citations"]]}, "sentence")


def _failed(problem: RequestProblem) -> str:
    return event(problem.to_dict(), "error")
