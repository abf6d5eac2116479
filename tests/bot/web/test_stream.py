"""Answers that a language model writes, sent while they are written; and what becomes of work nobody waits for."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from retrieval.retriever import HybridRetriever
from retrieval.store.store import Store
from tests.bot.web.served import Served, serving_web, web_settings
from tests.e2e.behaviours.scripted_model import ScriptedModel, scripted_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

QUESTION = "What is the total capacity of Rogun?"
_PATIENCE = 120.0
_TRIES = 4


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    """A language model that waits where a test says so."""
    with scripted_model() as model:
        yield model


@pytest.fixture(scope="module")
def writing(
    sample_home: Path,
    embeddings: SentenceTransformerEmbeddings,
    model: ScriptedModel,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """A server whose answers a language model writes, one question at a time and one more that waits."""
    settings = web_settings(
        sample_home,
        tmp_path_factory.mktemp("writing"),
        PRESSCITE_LLM="openai:scripted",
        PRESSCITE_LLM_BASE_URL=model.url,
        PRESSCITE_LLM_API_KEY="none",
        PRESSCITE_WEB_CONCURRENCY="1",
        PRESSCITE_WEB_QUEUE="1",
        PRESSCITE_WEB_ANSWER_TIMEOUT="600",
    )
    retriever = HybridRetriever(
        store=Store.from_settings(settings),
        embeddings=embeddings,
        limit=settings.passages,
        zone=settings.zone,
    )
    with serving_web(settings, retriever) as served:
        yield served


def _until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def _readers(served: Served) -> int:
    """How many questions read the store."""
    store = served.context.retriever.store
    return sum(store._readers.values()) - len(store._ended)


def _count(served: Served, outcome: str) -> float:
    registry = served.context.metrics.registry
    return registry.get_sample_value("presscite_web_questions_total", {"outcome": outcome}) or 0.0


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: {"):
            yield name, json.loads(line.removeprefix("data: "))


def test_the_first_sentence_goes_out_before_the_last_is_written(
    writing: Served, model: ScriptedModel
) -> None:
    """What is proven is sent at once; at the end comes the whole, which is what the sentences were."""
    with model.holding() as held, writing.client() as client:
        held.write_on()
        with client.stream("POST", "/ask", json={"question": QUESTION, "stream": True}) as response:
            # Each sentence is complete once the next one begins.
            held.write_on()
            events = _events(response.iter_lines())
            name, first = next(events)
            assert name == "sentence"
            assert first["citations"][0]["quote"]
            held.finish()
            *rest, (last, whole) = list(events)
    assert last == "answer"
    assert [s["text"] for s in whole["sentences"]] == [first["text"], *(s["text"] for _, s in rest)]
    assert whole["answered_by"] == "openai:scripted"


def test_the_first_chunk_too(writing: Served, model: ScriptedModel) -> None:
    """The same in OpenAI's form."""
    asked = {"model": "presscite", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    with model.holding() as held, writing.client() as client:
        held.write_on()
        with client.stream("POST", "/v1/chat/completions", json=asked) as response:
            held.write_on()
            events = _events(response.iter_lines())
            next(events)
            assert next(events)[1]["choices"][0]["delta"]["content"]
            held.finish()
            assert list(events)[-1][1]["choices"][0]["finish_reason"] == "stop"


@pytest.mark.parametrize("stream", [True, False])
def test_closing_the_connection_stops_the_work(
    writing: Served, model: ScriptedModel, *, stream: bool
) -> None:
    """The model is asked no more, and the store's snapshot is let go, though the model has not finished."""
    body = {"question": QUESTION, "stream": stream}
    for _ in range(_TRIES):
        stopped = _count(writing, "stopped")
        with model.holding() as held:
            with writing.client() as client:
                if stream:
                    held.write_on()
                    held.write_on()
                    with client.stream("POST", "/ask", json=body) as response:
                        next(_events(response.iter_lines()))
                        if _readers(writing) != 1:
                            continue  # the answer was at its end before it could be closed
                else:
                    with pytest.raises(httpx.ReadTimeout):
                        client.post("/ask", json=body, timeout=1.0)
            assert _until(lambda: _readers(writing) == 0)
            assert _until(lambda: not writing.context.questions._tasks)
            assert _until(lambda: _count(writing, "stopped") == stopped + 1)  # noqa: B023 - awaited at once
            return
    pytest.fail("no answer was in work when its connection was closed")


def test_who_comes_when_all_is_full_is_refused(writing: Served, model: ScriptedModel) -> None:
    """One question is worked on, one waits, the third is refused with 503 and may come again."""
    body = {"question": QUESTION, "stream": True}
    with model.holding() as held, writing.client() as client, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(client.post, "/ask", json=body) for _ in range(2)]
        assert _until(lambda: writing.context.questions._waiting == 1)
        refused = client.post("/ask", json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
        assert int(refused.headers["retry-after"]) >= 1
        held.finish()
        assert [each.result().status_code for each in asked] == [200, 200]


def test_an_answer_that_takes_too_long_is_given_up(writing: Served, model: ScriptedModel) -> None:
    """504, or an event that says so where the response has begun; the slot is free again."""
    questions = writing.context.questions
    with pytest.MonkeyPatch.context() as patch, writing.client() as client:

        def begun(seconds: float) -> httpx.Response:
            """What is said of an answer that begins and does not end."""
            patch.setattr(questions, "_timeout", seconds)
            with model.holding() as held:
                held.write_on()
                held.write_on()
                body = {"question": QUESTION, "stream": True}
                response = client.post("/ask", json=body, timeout=seconds + _PATIENCE)
            assert _until(lambda: not questions._tasks)
            return response

        patch.setattr(questions, "_timeout", 0.5)
        with model.holding():
            late = client.post("/ask", json={"question": QUESTION})
            assert (late.status_code, late.json()["error"]["code"]) == (504, "timeout")
        assert _until(lambda: not questions._tasks)
        response = begun(3)
        if response.status_code != 200:  # on a busy machine nothing may have begun by then
            response = begun(60)
        names = [name for name, _ in _events(iter(response.text.splitlines()))]
        assert (names[0], names[-1]) == ("sentence", "error")
