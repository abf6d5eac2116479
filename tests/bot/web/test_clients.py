"""Programs that people have already: OpenAI's client, LangChain's, the MCP SDK's, and curl."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import httpx2
import openai
import pytest
from langchain_core.messages import AIMessage, HumanMessage
from langchain_openai import ChatOpenAI
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from retrieval import build_chain
from retrieval.settings import Settings
from tests.bot.web.served import TOKEN, UNREAD
from tests.bot.web.tool_calls import QUESTION, use_tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever
    from tests.bot.web.served import Served

REFUSED = "Who won the 2022 World Cup final?"
FOLLOW_UP = "And when did its first unit start?"


@pytest.fixture(scope="module")
def answer(web_retriever: HybridRetriever) -> Answer:
    """What the chain says, called in Python."""
    return build_chain(Settings.load(UNREAD), retriever=web_retriever).invoke(QUESTION)


@pytest.fixture
def client_of_openai(served: Served) -> Iterator[openai.OpenAI]:
    """OpenAI's own client."""
    with openai.OpenAI(base_url=f"{served.address}/v1", api_key=TOKEN, max_retries=0) as client:
        yield client


def _facts(message: Any) -> dict[str, Any]:
    facts: dict[str, Any] = message.model_extra["presscite"]
    return facts


def test_openai_gets_the_answer(client_of_openai: openai.OpenAI, answer: Answer) -> None:
    """Text, annotations at the marks, and all facts in a field of our own; instructions change nothing."""
    messages: Any = [
        {"role": "system", "content": "Speak like a pirate."},
        {"role": "user", "content": QUESTION},
    ]
    completion = client_of_openai.chat.completions.create(
        model="presscite", messages=messages, temperature=0.5, extra_body={"colour": "red"}
    )
    (choice,) = completion.choices
    said = choice.message
    assert (said.content, choice.finish_reason) == (answer.text, "stop")
    assert said.content is not None
    assert said.annotations
    for annotation in said.annotations:
        place = annotation.url_citation
        mark = said.content[place.start_index : place.end_index]
        citation = answer.citations[int(mark.strip("[]")) - 1]
        assert (place.title, place.url) == (citation.title, citation.url or place.url)
    facts = json.loads(json.dumps(answer.to_dict()))
    assert facts["text"] == said.content
    assert _facts(said) == {name: facts[name] for name in facts if name != "text"}


def test_openai_gets_it_in_chunks(client_of_openai: openai.OpenAI, answer: Answer) -> None:
    """The chunks add up to the answer; the last delta has the annotations and the facts, then comes the usage."""
    chunks = list(
        client_of_openai.chat.completions.create(
            model="presscite",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert len({chunk.id for chunk in chunks}) == 1
    *told, last = chunks
    assert "".join(chunk.choices[0].delta.content or "" for chunk in told) == answer.text
    assert [chunk.choices[0].finish_reason for chunk in told][-1] == "stop"
    assert _facts(told[-1].choices[0].delta)["citations"][0]["quote"] == answer.citations[0].quote
    assert (last.choices, last.usage is not None) == ([], True)


def test_openai_gets_a_refusal(client_of_openai: openai.OpenAI) -> None:
    """A refusal is content with a flag, whole and streamed, with what is nearest."""
    completion = client_of_openai.chat.completions.create(
        model="presscite", messages=[{"role": "user", "content": REFUSED}]
    )
    said = completion.choices[0].message
    assert said.content
    assert _facts(said)["refused"] is True
    assert _facts(said)["nearest"]
    chunks = list(
        client_of_openai.chat.completions.create(
            model="presscite", messages=[{"role": "user", "content": REFUSED}], stream=True
        )
    )
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == said.content


def test_openai_goes_on(client_of_openai: openai.OpenAI) -> None:
    """A follow-up stands on what was said; what our own message says of a refusal counts when it comes back."""
    first = client_of_openai.chat.completions.create(
        model="presscite", messages=[{"role": "user", "content": QUESTION}]
    ).choices[0].message  # fmt: skip
    messages: Any = [{"role": "user", "content": QUESTION}, first, {"role": "user", "content": FOLLOW_UP}]
    followed = client_of_openai.chat.completions.create(model="presscite", messages=messages)
    assert "Rogun" in _facts(followed.choices[0].message)["searched_for"]
    refused: Any = {"role": "assistant", "content": first.content, "presscite": {"refused": True}}
    messages = [{"role": "user", "content": QUESTION}, refused, {"role": "user", "content": FOLLOW_UP}]
    assert client_of_openai.chat.completions.create(model="presscite", messages=messages).choices


@pytest.mark.parametrize(
    ("given", "param", "status"),
    [
        ({"tools": [{"type": "function", "function": {"name": "x", "parameters": {}}}]}, "tools", 400),
        ({"functions": [{"name": "x", "parameters": {}}]}, "functions", 400),
        ({"n": 2}, "n", 400),
        ({"response_format": {"type": "json_object"}}, "response_format", 400),
        ({"model": "gpt-4o"}, "model", 404),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages", 400),
        ({"messages": [{"role": "user", "content": ""}]}, "messages", 400),
        (
            {"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]},
            "messages",
            400,
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            "messages",
            400,
        ),
        ({"extra_body": {"published_after": "soon"}}, "published_after", 400),
    ],
)
def test_what_cannot_be_given_is_refused(
    client_of_openai: openai.OpenAI, given: dict[str, Any], param: str, status: int
) -> None:
    """By an error of OpenAI's kind that names the field."""
    asked: dict[str, Any] = {
        "model": "presscite",
        "messages": [{"role": "user", "content": QUESTION}],
        **given,
    }
    with pytest.raises(openai.APIStatusError) as refusal:
        client_of_openai.chat.completions.create(**asked)
    assert (refusal.value.status_code, refusal.value.param) == (status, param)


def test_openai_lists_the_model(client_of_openai: openai.OpenAI, served: Served) -> None:
    """One model; a wrong token is OpenAI's AuthenticationError."""
    assert [model.id for model in client_of_openai.models.list()] == ["presscite"]
    assert client_of_openai.models.retrieve("presscite").owned_by == "presscite"
    with pytest.raises(openai.NotFoundError):
        client_of_openai.models.retrieve("gpt-4o")
    with (
        openai.OpenAI(base_url=f"{served.address}/v1", api_key="wrong", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError),
    ):
        stranger.models.list()


def test_langchain_asks(served: Served, answer: Answer) -> None:
    """ChatOpenAI answers, streams and goes on with a conversation."""
    model = ChatOpenAI(
        base_url=f"{served.address}/v1", api_key=lambda: TOKEN, model="presscite", max_retries=0
    )
    said = model.invoke(QUESTION)
    assert said.text == answer.text
    assert "".join(chunk.text for chunk in model.stream(QUESTION)) == answer.text
    followed = model.invoke([HumanMessage(QUESTION), AIMessage(answer.text), HumanMessage(FOLLOW_UP)])
    assert followed.text


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_asks(served: Served, answer: Answer) -> None:
    """As the documentation shows it, events too."""
    command = [
        "curl", "-sS", "--noproxy", "*", f"{served.address}/ask", "-H", f"Authorization: Bearer {TOKEN}",
        "-H", "Content-Type: application/json",
    ]  # fmt: skip
    whole = subprocess.run(
        [*command, "-d", json.dumps({"question": QUESTION})], capture_output=True, check=True
    )
    assert json.loads(whole.stdout)["text"] == answer.text
    streamed = [*command, "-N", "-d", json.dumps({"question": QUESTION, "stream": True})]
    events = subprocess.run(streamed, capture_output=True, check=True).stdout.decode()
    assert events.startswith("event: sentence\n")
    assert "event: answer\n" in events


async def test_mcp_over_http(served: Served, web_retriever: HybridRetriever, answer: Answer) -> None:
    """The SDK's client shows a token and uses every tool; without a token it gets nowhere."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        httpx2.AsyncClient(headers=headers, trust_env=False, timeout=60) as http,
        Client(streamable_http_client(f"{served.address}/mcp", http_client=http)) as client,
    ):
        await use_tools(client, web_retriever.store, answer)
    async with httpx2.AsyncClient(trust_env=False) as http:
        refused = await http.post(f"{served.address}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
        assert refused.status_code == 401


def test_mcp_repeats_nothing(client: httpx.Client) -> None:
    """What is no message is refused in words of ours."""
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    for body in (b"", b"{", b"[]", b'{"jsonrpc": "2.0"}', b'{"secret-word": 1}', b"\xff"):
        refused = client.post("/mcp", content=body, headers=headers)
        assert refused.status_code == 400
        assert refused.json()["error"]["message"] == "The body is no message of JSON-RPC 2.0."
