"""One question, one snapshot of the store, whatever is published meanwhile."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest

from retrieval import build_chain
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.files import StoreFiles
from retrieval.store.lease import unread
from retrieval.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.hit import Hit
    from tests.retrieval.chat_server import ChatServer

BRIDGE = {
    "id": "bridge", "title": "Bridge", "source": "Sample Wire", "published": "2010-05-01",
    "text": "The Hurdut bridge over the Panj was opened in 2010. Lorries cross the bridge from dawn to dusk.",
}  # fmt: skip
CORRECTED = BRIDGE | {"text": f"Correction: an earlier report misspelt a name. {BRIDGE['text']}"}
BRIDGE_QUESTION = "When was the bridge over the Panj opened?"


class Newsroom:
    """A store of one article, which can be published again."""

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        self._file = folder / "news.jsonl"
        self._settings = Settings(home=folder / "home")
        self._embeddings = embeddings
        self.publish(BRIDGE)
        self.retriever = HybridRetriever(store=Store.from_settings(self._settings), embeddings=embeddings)

    def publish(self, article: dict[str, str]) -> None:
        self._file.write_text(json.dumps(article), "utf-8")
        refresh([self._file], self._settings, embeddings=self._embeddings)

    @property
    def generation(self) -> str:
        """Name of the generation that is published."""
        return str(StoreFiles(self._settings.home).published())

    def is_read(self, generation: str) -> bool:
        """Whether anybody still has a generation open, once all new questions go to a newer one."""
        self.retriever.store.follow()
        with unread(StoreFiles(self._settings.home).generation(generation)) as free:
            return not free

    async def let_go(self, generation: str) -> None:
        """Wait until nobody reads a generation; LangChain leaves the closing of its generators to the event loop."""
        async with asyncio.timeout(10):
            while self.is_read(generation):  # noqa: ASYNC110 - nobody is told of it
                await asyncio.sleep(0.01)


@pytest.fixture
def newsroom(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, embeddings)
    yield made
    made.retriever.store.close()


@pytest.fixture
def reporting(newsroom: Newsroom, chat: ChatServer) -> Runnable[Any, Answer]:
    """A chain over the newsroom's store in which a language model writes two sentences."""
    chat.script = lambda _: (
        'The bridge was opened in 2010. [1: "was opened in 2010"]\n'
        'Lorries cross the bridge from dawn to dusk. [1: "Lorries cross the bridge from dawn to dusk"]\n'
    )
    config = {"PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url}
    return build_chain(Settings.load(config), retriever=newsroom.retriever)


async def test_a_refresh_after_the_search_changes_no_answer(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages are looked up where they were found, even where the article has been published anew since."""
    chain = build_chain(retriever=newsroom.retriever)
    before = chain.invoke(BRIDGE_QUESTION)
    assert not before.refused
    search, versions = HybridRetriever.hits, [CORRECTED, BRIDGE]

    def search_then_publish(*args: Any, **named: Any) -> list[Hit]:
        found = search(*args, **named)
        newsroom.publish(versions.pop(0))
        return found

    monkeypatch.setattr(HybridRetriever, "hits", search_then_publish)
    assert chain.invoke(BRIDGE_QUESTION) == before
    corrected = await chain.ainvoke(BRIDGE_QUESTION)
    assert versions == []
    assert corrected.text == before.text
    assert corrected.citations[0].start == before.citations[0].start + len(CORRECTED["text"]) - len(
        BRIDGE["text"]
    )


async def test_a_refresh_between_two_sentences_changes_neither(
    newsroom: Newsroom, reporting: Runnable[Any, Answer]
) -> None:
    """A streamed answer is proven to its end against the articles that it was begun with."""
    whole = reporting.invoke(BRIDGE_QUESTION)
    assert len(whole.sentences) == 2
    parts = reporting.stream(BRIDGE_QUESTION)
    first = next(parts)
    newsroom.publish(CORRECTED)
    assert first + next(parts) == whole
    assert next(parts, None) is None
    newsroom.publish(BRIDGE)
    later = reporting.astream(BRIDGE_QUESTION)
    first = await anext(later)
    newsroom.publish(CORRECTED)
    assert first + await anext(later) == whole


async def test_a_question_opens_the_store_once(
    newsroom: Newsroom, reporting: Runnable[Any, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is asked and whoever writes the answer."""
    opened: list[Store] = []
    reading = Store.reading

    def counted(self: Store) -> Any:
        opened.append(self)
        return reading(self)

    monkeypatch.setattr(Store, "reading", counted)
    quoting = {"question": BRIDGE_QUESTION, "language_model": False}
    for number, asked in enumerate((BRIDGE_QUESTION, quoting, "Who won the world cup in Lisbon?"), start=1):
        reporting.invoke(asked)
        assert len(opened) == 2 * number - 1
        await reporting.ainvoke(asked)
        assert len(opened) == 2 * number


async def test_a_reader_who_has_had_enough_lets_the_snapshot_go(
    newsroom: Newsroom, reporting: Runnable[Any, Answer]
) -> None:
    """A snapshot is held while parts are to come, and no longer, whether the reader goes on to the end or not."""
    begun = newsroom.generation
    parts = reporting.stream(BRIDGE_QUESTION)
    next(parts)
    newsroom.publish(CORRECTED)
    assert newsroom.is_read(begun)
    cast("Any", parts).close()
    await newsroom.let_go(begun)
    begun = newsroom.generation
    later = reporting.astream(BRIDGE_QUESTION)
    await anext(later)
    newsroom.publish(BRIDGE)
    assert newsroom.is_read(begun)
    await cast("Any", later).aclose()
    await newsroom.let_go(begun)
    begun = newsroom.generation
    await reporting.ainvoke(BRIDGE_QUESTION)
    newsroom.publish(CORRECTED)
    await newsroom.let_go(begun)


async def test_whoever_is_cancelled_while_the_store_opens_holds_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread cannot be stopped, but what it opens in vain is let go of."""
    chain = build_chain(retriever=newsroom.retriever)
    begun = newsroom.generation
    opening, cancelled = threading.Event(), threading.Event()
    published = StoreFiles.published

    def slow(self: StoreFiles) -> str | None:
        opening.set()
        cancelled.wait(10)
        return published(self)

    with monkeypatch.context() as patch:
        patch.setattr(StoreFiles, "published", slow)
        asked = asyncio.create_task(chain.ainvoke(BRIDGE_QUESTION))
        await asyncio.to_thread(opening.wait, 10)
        asked.cancel()
        cancelled.set()
        with pytest.raises(asyncio.CancelledError):
            await asked
    newsroom.publish(CORRECTED)
    await newsroom.let_go(begun)
