"""The tools over standard input and output, for a program on this machine."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mcp.server.stdio import stdio_server

from bot.web.context import build_questions
from bot.web.metrics import WebMetrics
from bot.web.tool_server.server import tool_server
from retrieval import build_retriever

if TYPE_CHECKING:
    from bot.web.settings import WebSettings


def run(settings: WebSettings) -> None:
    """Serve until standard input ends.

    Args:
        settings: All of the server's settings.

    Raises:
        RetrievalError: A setting of the chain is bad.
    """
    asyncio.run(_serve(settings))


async def _serve(settings: WebSettings) -> None:
    retriever = build_retriever(settings)
    questions = build_questions(settings, retriever, WebMetrics())
    server = tool_server(questions, retriever)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
    await questions.drain(settings.grace_seconds)
