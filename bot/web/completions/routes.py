"""/v1/chat/completions and /v1/models."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, Request, Response
from fastapi.responses import JSONResponse

from bot.log import EventLog
from bot.web.completions.chat_request import MODEL, NO_SUCH_MODEL, ChatRequest
from bot.web.completions.completion import Completion
from bot.web.event_stream import EventStream, event
from bot.web.guarded_route import guarded_router
from bot.web.presence import begun, while_waited_for
from bot.web.request_problem import RequestFailedError
from bot.web.route_group import RouteGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.web.context import WebContext
    from bot.web.request_problem import RequestProblem
    from retrieval.answer import Answer

_log = EventLog(__name__)

_DONE = "data: [DONE]\n\n"
_BEGAN = int(time.time())
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A chat completion, or its chunks as events. Citations are annotations of the type "
        "`url_citation`, whose indices are those of their marks in the content; `presscite` in the message (of a "
        "stream, in the last delta) holds the answer as /ask gives it, `refused` among it.",
        "content": {"application/json": {}, "text/event-stream": {}},
    }
}


def group(context: WebContext) -> RouteGroup:
    """The routes."""
    router = guarded_router(context, tag="OpenAI's form")
    questions = context.questions

    @router.post("/v1/chat/completions", responses=_RESPONSES, response_class=JSONResponse)
    async def chat_completions(request: Request, body: Annotated[ChatRequest, Body()]) -> Response:
        """Answer the last message of a conversation from the articles, every sentence cited."""
        asked = body.asked()
        if body.stream:
            stream = await begun(request, questions.stream(asked))
            _log.info("question streamed", question=asked["question"])
            options = body.stream_options
            completion = Completion(usage=bool(options and options.include_usage))
            return EventStream(stream, lambda part, whole: _shown(completion, part, whole), _failed)
        answer = await while_waited_for(request, questions.answer(asked))
        _log.info("question done", refused=answer.refused, question=asked["question"])
        return JSONResponse(Completion().whole(answer))

    @router.get("/v1/models", response_class=JSONResponse)
    async def list_models() -> Response:
        """The one model there is."""
        return JSONResponse({"object": "list", "data": [_model()]})

    @router.get("/v1/models/{name}", response_class=JSONResponse)
    async def retrieve_model(name: str) -> Response:
        """The model, by its name."""
        if name != MODEL:
            raise RequestFailedError(NO_SUCH_MODEL)
        return JSONResponse(_model())

    return RouteGroup(routes=router.routes)


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": _BEGAN, "owned_by": "presscite"}


def _shown(completion: Completion, part: Answer | None, whole: Answer) -> Iterator[str]:
    for chunk in completion.chunks(part, whole):
        yield event(chunk)
    if part is None:
        yield _DONE


def _failed(problem: RequestProblem) -> str:
    return event(problem.to_dict())
