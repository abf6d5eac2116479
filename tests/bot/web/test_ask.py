"""POST /ask and /search over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import build_chain
from retrieval.settings import Settings
from tests.bot.web.served import UNREAD

if TYPE_CHECKING:
    import httpx

    from retrieval.retriever import HybridRetriever
    from tests.bot.web.served import Served

QUESTION = "What is the total capacity of Rogun?"


def events(text: str) -> list[tuple[str, Any]]:
    """Names and data of server-sent events."""
    found = []
    for block in filter(None, text.split("\n\n")):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines.get("event", ""), json.loads(lines["data"])))
    return found


def test_an_answer_is_that_of_the_chain(client: httpx.Client, web_retriever: HybridRetriever) -> None:
    """The JSON is that of `presscite ask --json`."""
    answer = build_chain(Settings.load(UNREAD), retriever=web_retriever).invoke(QUESTION)
    response = client.post("/ask", json={"question": QUESTION})
    assert response.status_code == 200
    assert response.json() == json.loads(json.dumps(answer.to_dict()))
    assert response.json()["citations"]


def test_search_is_that_of_the_command(client: httpx.Client, web_retriever: HybridRetriever) -> None:
    """The JSON is that of `presscite search --json`, filters and limit included."""
    hits = web_retriever.hits("trade in 2015", 3)
    response = client.post("/search", json={"question": "trade in 2015", "limit": 3})
    assert response.json() == [{"text": hit.text, **hit.facts()} for hit in hits]
    none = client.post("/search", json={"question": "trade", "published_before": "1900-01-01"})
    assert (none.status_code, none.json()) == (200, [])


@pytest.mark.parametrize("header", [False, True])
def test_an_answer_as_events(client: httpx.Client, *, header: bool) -> None:
    """Sentences with their citations, then the whole; asked for in the body or by a header."""
    body = {"question": QUESTION} if header else {"question": QUESTION, "stream": True}
    headers = {"Accept": "text/event-stream"} if header else {}
    response = client.post("/ask", json=body, headers=headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    *sentences, (last, whole) = events(response.text)
    assert last == "answer"
    assert whole == client.post("/ask", json={"question": QUESTION}).json()
    assert [name for name, _ in sentences] == ["sentence"] * len(whole["sentences"])
    assert [s["text"] for _, s in sentences] == [s["text"] for s in whole["sentences"]]
    assert sentences[0][1]["citations"][0] == whole["citations"][0]


def test_filters_and_history(client: httpx.Client) -> None:
    """Dates and outlets cut, and a follow-up is made to stand alone."""
    late = client.post("/ask", json={"question": QUESTION, "published_after": "2099-01-01"}).json()
    assert late["refused"]
    assert client.post("/ask", json={"question": QUESTION, "sources": ["No such outlet"]}).json()["refused"]
    first = client.post("/ask", json={"question": QUESTION}).json()
    said = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": first["text"]}]
    followed = client.post(
        "/ask", json={"question": "And when did its first unit start?", "history": said}
    ).json()
    assert followed["searched_for"] != followed["question"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "   "}, "question"),
        ({"question": "x" * 10_001}, "question"),
        ({"question": 7}, "question"),
        ({"question": QUESTION, "published_after": "yesterday"}, "published_after"),
        ({"question": QUESTION, "sources": "Reuters"}, "sources"),
        ({"question": QUESTION, "history": [{"role": "system", "content": "x"}]}, "history.0.role"),
        ({"question": QUESTION, "colour": "red"}, "colour"),
    ],
)
def test_a_bad_field_is_named(client: httpx.Client, body: dict[str, Any], param: str) -> None:
    """400 with the name of the field, and without what was sent."""
    response = client.post("/ask", json=body)
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["param"] == param
    assert error["message"].startswith(f"{param}: ")
    assert "xxxx" not in response.text


def test_what_is_no_json_is_refused(client: httpx.Client) -> None:
    """400 for a broken body, 413 for one that is too large, whether or not its length is told."""
    broken = client.post("/ask", content=b'{"question": ', headers={"Content-Type": "application/json"})
    assert (broken.status_code, broken.json()["error"]["code"]) == (400, "not_json")
    invalid = client.post(
        "/ask", content=b'{"question": "\xff"}', headers={"Content-Type": "application/json"}
    )
    assert invalid.status_code == 400
    large = b'{"question": "' + b"x" * 1_100_000 + b'"}'
    assert client.post("/ask", content=large).status_code == 413
    assert client.post("/ask", content=iter([large[:600_000], large[600_000:]])).status_code == 413


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer wrong-token-of-somebody",
        "Basic a-token-of-the-tests-0001",
        "a-token-of-the-tests-0001",
        "Bearer a-token-of-the-tests-0001x",
        "Bearer a-token-of-the-tests-000",
        "Bearer A-TOKEN-OF-THE-TESTS-0001",
        "Bearer tests=a-token-of-the-tests-0001",
        "Bearer a-token-of-the-tests-0001 a-token-of-the-tests-0001",
        "Bearer tests",
    ],
)
@pytest.mark.parametrize("path", ["/ask", "/search", "/v1/chat/completions", "/v1/models", "/metrics"])
def test_nobody_is_let_in_without_a_token(stranger: httpx.Client, path: str, header: str) -> None:
    """Missing and wrong tokens: 401 before the body is looked at."""
    method = "GET" if path in {"/v1/models", "/metrics"} else "POST"
    response = stranger.request(method, path, content=b"not json", headers={"Authorization": header})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert response.json()["error"]["code"] == "invalid_api_key"


def test_a_path_in_disguise_lets_nobody_in(served: Served, stranger: httpx.Client) -> None:
    """Slashes, dots, escapes and other cases of a path are another page or refused, never an open door."""
    for path in (
        "//ask", "/ask/", "/./ask", "/x/../ask", "/%61sk", "/ASK", "/ask%00", "/ask;x", "/ask%2f", "/healthz/../ask",
        "/v1//chat/completions", "/mcp/../ask", "/healthz%2f..%2fask",
    ):  # fmt: skip
        response = stranger.post(path, json={"question": QUESTION})
        assert response.status_code in {401, 404, 405}, path
        assert "sentences" not in response.text


def test_two_tokens_are_shown(stranger: httpx.Client) -> None:
    """Of two headers neither counts."""
    headers = [("Authorization", "Bearer a-token-of-the-tests-0001"), ("Authorization", "Bearer x")]
    assert stranger.post("/ask", json={"question": QUESTION}, headers=headers).status_code == 401


def test_the_description_lists_the_api(stranger: httpx.Client) -> None:
    """/openapi.json has each path, and says that a token is needed."""
    described = stranger.get("/openapi.json").json()
    for path in ("/ask", "/search", "/v1/chat/completions"):
        operation = described["paths"][path]["post"]
        assert operation["security"] == [{"HTTPBearer": []}]
        assert operation["requestBody"]["content"]["application/json"]["schema"]
