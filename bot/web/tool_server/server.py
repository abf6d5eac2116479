"""The tools in the form of the Model Context Protocol."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from mcp.server.lowlevel import Server
from mcp_types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations
from pydantic import ValidationError

from bot.log import EventLog
from bot.web.error_handlers import logged_problem
from bot.web.request_problem import RequestFailedError, RequestProblem, bad_value
from bot.web.tool_server.tools import NewsTool, news_tools

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp_types import CallToolRequestParams, PaginatedRequestParams

    from bot.web.questions import Questions
    from retrieval.retriever import HybridRetriever

_log = EventLog(__name__)

_INSTRUCTIONS = (
    "Tools over a collection of news articles. `ask` answers with cited sentences; quote and cite what it gives, and "
    "say so where it refuses."
)
_NO_TOOL = RequestProblem(
    status=404, code="no_such_tool", message="There is no tool of this name.", param="name"
)


def tool_server(questions: Questions, retriever: HybridRetriever) -> Server[Any]:
    """The server of the tools, whatever carries its messages.

    Args:
        questions: Asks the chain.
        retriever: Finds passages; its store holds the articles.
    """
    tools = {tool.name: tool for tool in news_tools(questions, retriever)}

    async def list_tools(
        _: ServerRequestContext[Any, Any], __: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool) for tool in tools.values()])

    async def call_tool(_: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> CallToolResult:
        try:
            return await _called(tools.get(params.name), params.arguments or {})
        except Exception as error:  # noqa: BLE001 - whatever breaks, the caller gets words of ours
            return _failed(logged_problem(error))

    return Server(
        "presscite",
        version=_version(),
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def _called(tool: NewsTool | None, given: dict[str, Any]) -> CallToolResult:
    if tool is None:
        raise RequestFailedError(_NO_TOOL)
    try:
        arguments = tool.arguments.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return _failed(bad_value(first["loc"], first["msg"]))
    text, facts = await tool.call(arguments)
    _log.info("tool called", tool=tool.name, question=str(given))
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=facts)


def _failed(problem: RequestProblem) -> CallToolResult:
    said = TextContent(type="text", text=problem.message)
    return CallToolResult(content=[said], structured_content=problem.to_dict(), is_error=True)


def _described(tool: NewsTool) -> Tool:
    return Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _version() -> str:
    try:
        return version("presscite")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
