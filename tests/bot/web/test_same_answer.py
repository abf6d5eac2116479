"""One question, whatever it is asked by: the same sentences and the same citations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from mcp import Client

from bot.state.citations import citations_to_json
from bot.web.context import build_questions
from bot.web.metrics import WebMetrics
from bot.web.tool_server.server import tool_server
from retrieval import build_chain
from retrieval.cli import main
from retrieval.demo import TRIALS
from retrieval.settings import Settings
from tests.bot.fake_telegram import FakeTelegram
from tests.bot.web.served import UNREAD, web_settings

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever

QUESTIONS = [trial.question for trial in TRIALS]


@pytest.fixture(scope="module")
def chain(web_retriever: HybridRetriever) -> Runnable[Any, Answer]:
    """The chain over the samples."""
    return build_chain(Settings.load(UNREAD), retriever=web_retriever)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_way_gives_the_same_answer(
    *,
    question: str,
    chain: Runnable[Any, Answer],
    client: httpx.Client,
    web_retriever: HybridRetriever,
    sample_home: Path,
    model_cache: Path,
    tmp_path: Path,
) -> None:
    """Python, the command line, /ask whole and as events, OpenAI's form, MCP, and Telegram."""
    answer = chain.invoke(question)
    facts = json.loads(json.dumps(answer.to_dict()))
    by_way = {
        "command line": _by_command(question, sample_home, model_cache),
        "/ask": _by_ask(client, question),
        "events": _by_events(client, question),
        "OpenAI": _by_completion(client, question),
        "MCP": await _by_tool(question, chain, web_retriever, tmp_path),
    }
    for way, given in by_way.items():
        for name in ("text", "sentences", "citations", "refused", "nearest"):
            assert given[name] == facts[name], (way, name)
    async with FakeTelegram(chain) as telegram:
        await telegram.receive(text=question)
        (exchange,) = telegram.runtime.state.conversations.since(0)
    assert exchange.answer == answer.text
    shown = answer.nearest if answer.refused else answer.citations
    assert citations_to_json(exchange.citations) == citations_to_json(shown)


def _by_command(question: str, home: Path, model_cache: Path) -> dict[str, Any]:
    env = {
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_MODEL_CACHE": str(model_cache),
        "PRESSCITE_TIMEZONE": "UTC",
        **UNREAD,
    }
    done = CliRunner().invoke(main, ["ask", "--json", question], env=env)
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def _by_ask(client: httpx.Client, question: str) -> dict[str, Any]:
    facts: dict[str, Any] = client.post("/ask", json={"question": question}).json()
    return facts


def _by_events(client: httpx.Client, question: str) -> dict[str, Any]:
    text = client.post("/ask", json={"question": question, "stream": True}).text
    facts: dict[str, Any] = json.loads(text.rpartition("data: ")[2])
    return facts


def _by_completion(client: httpx.Client, question: str) -> dict[str, Any]:
    messages = [{"role": "user", "content": question}]
    completion = client.post("/v1/chat/completions", json={"model": "presscite", "messages": messages}).json()
    message = completion["choices"][0]["message"]
    return {"text": message["content"], **message["presscite"]}


async def _by_tool(
    question: str, chain: Runnable[Any, Answer], retriever: HybridRetriever, folder: Path
) -> dict[str, Any]:
    questions = build_questions(web_settings(folder, folder), retriever, WebMetrics(), chain)
    async with Client(tool_server(questions, retriever)) as client:
        facts: dict[str, Any] = (await client.call_tool("ask", {"question": question})).structured_content
    return facts
