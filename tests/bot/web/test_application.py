"""What every request passes: limits of a token, a proxy's path, errors, and the log."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.routing import Route

from bot.log import configure_logging
from bot.web.application import GROUPS, build_application
from bot.web.context import build_context
from bot.web.route_group import RouteGroup
from tests.bot.web.served import OTHER_TOKEN, TOKEN, web_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.web.context import WebContext
    from retrieval.retriever import HybridRetriever

QUESTION = "What is the total capacity of Rogun?"


def _failing(_: WebContext) -> RouteGroup:
    async def fail(_: Request) -> Response:
        raise ValueError("a secret of the exception")

    return RouteGroup(routes=[Route("/fail", fail)])


def _client(retriever: HybridRetriever, home: Path, folder: Path, **variables: str) -> httpx.AsyncClient:
    """A client of an application in this process, without a server around it."""
    context = build_context(web_settings(home, folder, **variables), retriever=retriever)
    transport = httpx.ASGITransport(build_application(context, (*GROUPS, _failing)))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return httpx.AsyncClient(transport=transport, base_url="http://server", headers=headers)


async def test_a_token_has_a_limit(
    web_retriever: HybridRetriever, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 with the time after which it may ask again; other tokens are not held back; a new minute begins anew."""
    now = 6_000_000_015.0
    monkeypatch.setattr("bot.state.web_limits.time.time", lambda: now)
    async with _client(web_retriever, sample_home, tmp_path, PRESSCITE_WEB_REQUESTS_A_MINUTE="2") as client:
        asked = [await client.get("/v1/models") for _ in range(3)]
        assert [response.status_code for response in asked] == [200, 200, 429]
        assert asked[2].headers["retry-after"] == "45"
        assert asked[2].json()["error"]["code"] == "rate_limit_exceeded"
        others = {"Authorization": f"Bearer {OTHER_TOKEN}"}
        assert (await client.get("/v1/models", headers=others)).status_code == 200
        assert (await client.get("/metrics")).status_code == 200
        now += 45
        assert (await client.get("/v1/models")).status_code == 200


async def test_behind_the_path_of_a_proxy(
    web_retriever: HybridRetriever, sample_home: Path, tmp_path: Path
) -> None:
    """Whether the proxy leaves its path or takes it; nothing else stands under it, and tokens are asked for."""
    public = {"PRESSCITE_PUBLIC_URL": "https://news.example/press"}
    async with _client(web_retriever, sample_home, tmp_path, **public) as client:
        for path in ("/press/ask", "/ask"):
            assert (await client.post(path, json={"question": QUESTION})).status_code == 200
            refused = await client.post(path, json={"question": QUESTION}, headers={"Authorization": "x"})
            assert refused.status_code == 401
        assert (await client.get("/pressask")).status_code == 404
        assert (await client.get("/openapi.json")).json()["servers"] == [{"url": "/press"}]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the log says."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging((), stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level


async def test_no_words_of_an_exception(
    web_retriever: HybridRetriever, sample_home: Path, tmp_path: Path, log: io.StringIO
) -> None:
    """500 in words of ours; the log names the error's type alone."""
    async with _client(web_retriever, sample_home, tmp_path) as client:
        failed = await client.get("/fail")
        assert (failed.status_code, failed.json()["error"]["code"]) == (500, "internal_error")
        assert failed.headers["x-content-type-options"] == "nosniff"
    assert "ValueError" in log.getvalue()
    assert "secret" not in failed.text + log.getvalue()


async def test_the_log_has_no_question(
    web_retriever: HybridRetriever, sample_home: Path, tmp_path: Path, log: io.StringIO
) -> None:
    """A line a request with its route and the name of its token; neither question, token, nor address."""
    async with _client(web_retriever, sample_home, tmp_path) as client:
        await client.post("/ask?signature=abc", json={"question": QUESTION})
        await client.post("/ask", json={"question": QUESTION, "stream": True})
        await client.post("/search", json={"question": QUESTION})
        messages = [{"role": "user", "content": QUESTION}]
        await client.post("/v1/chat/completions", json={"model": "presscite", "messages": messages})
    written = log.getvalue()
    assert re.search(r"request done method=POST route=/ask status=200 .*caller=tests", written)
    for word in ("Rogun", TOKEN, "signature"):
        assert word not in written


async def test_without_articles(tmp_path: Path, web_retriever: HybridRetriever) -> None:
    """503 that says what to do: not a refusal, for nothing is known."""
    settings = web_settings(tmp_path / "nothing", tmp_path)
    empty = web_retriever.model_copy(update={"store": type(web_retriever.store).from_settings(settings)})
    async with _client(empty, tmp_path / "nothing", tmp_path) as client:
        for stream in (False, True):
            response = await client.post("/ask", json={"question": QUESTION, "stream": stream})
            assert (response.status_code, response.json()["error"]["code"]) == (503, "no_articles")
        assert (await client.get("/healthz")).json() == {"healthy": True, "store": "not looked at yet"}


async def test_without_tokens_nobody_is_let_in(
    web_retriever: HybridRetriever, sample_home: Path, tmp_path: Path
) -> None:
    """An empty list of tokens is no open door."""
    async with _client(web_retriever, sample_home, tmp_path, PRESSCITE_WEB_TOKENS="") as client:
        for header in ("Bearer ", f"Bearer {TOKEN}", ""):
            response = await client.post(
                "/ask", json={"question": QUESTION}, headers={"Authorization": header}
            )
            assert response.status_code == 401
