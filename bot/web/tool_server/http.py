"""/mcp: the tools over HTTP, for those who show a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import jsonrpc_message_adapter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.guard import Guard
from bot.web.route_group import RouteGroup
from bot.web.tool_server.server import tool_server

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.web.context import WebContext

_INVALID_REQUEST = -32600


class MessageCheck:
    """Refuses what is no message of the protocol in words of ours; the SDK would repeat it.

    Args:
        app: What takes messages.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a message on, or refuse it."""
        body = await Request(scope, receive).body()
        if _is_message(body):
            await self._app(scope, _again(body, receive), send)
        else:
            await _refusal()(scope, receive, send)


def group(context: WebContext) -> RouteGroup:
    """The route, without sessions: each request stands alone, so that several servers may share the work.

    There is no stream that a client could open to wait for messages of the server: none would come.
    """
    manager = StreamableHTTPSessionManager(
        tool_server(context.questions, context.retriever),
        json_response=True,
        stateless=True,
        max_request_body_size=context.settings.max_body,
    )
    route = Route(
        "/mcp", MessageCheck(manager.asgi_app), methods=["POST"], middleware=[Guard.middleware(context)]
    )
    return RouteGroup(routes=[route], running=[manager.run()])


def _is_message(body: bytes) -> bool:
    try:
        jsonrpc_message_adapter.validate_json(body, by_name=False)
    except (ValidationError, ValueError):
        return False
    return True


def _refusal() -> Response:
    error = {"code": _INVALID_REQUEST, "message": "The body is no message of JSON-RPC 2.0."}
    return JSONResponse({"jsonrpc": "2.0", "id": None, "error": error}, 400)


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that has been read, to be read again."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
