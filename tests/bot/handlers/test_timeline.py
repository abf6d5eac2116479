"""Requests for a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.store import Store
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]


async def test_a_timeline_comes_with_a_chart(retriever: HybridRetriever) -> None:
    """The words first, as a reply; a chart that had to wait for its words comes behind them all the same."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        for wait in ([], [{"method": "sendMessage", "status": 429, "retry_after": 0.05}]):
            telegram.api.faults += wait
            *words, chart = await telegram.receive(text="/timeline Rogun")
            assert "Rogun" in words[0]["text"]
            assert "photo" in chart
    assert telegram.api.refused == []


@pytest.mark.parametrize("text", ["/timeline", "/timeline ?!"])
async def test_without_a_topic_it_says_how(text: str) -> None:
    """There is nothing to look for."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (sent,) = await telegram.receive(text=text)
    assert sent["text"] == ENGLISH.timeline_usage


async def test_without_articles_it_says_so() -> None:
    """No store is no error."""
    async with FakeTelegram(ScriptedChain(lambda _: EmptyStoreError())) as telegram:
        (sent,) = await telegram.receive(text="/timeline Rogun")
    assert sent["text"] == ENGLISH.no_articles


async def test_articles_that_cannot_be_read_are_no_refusal(
    retriever: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that they cannot be read, and not that they do not say."""

    def damaged(_: object) -> None:
        raise StoreError("the store is damaged")

    monkeypatch.setattr(Store, "reading", damaged)
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        (sent,) = await telegram.receive(text="/timeline Rogun")
    assert sent["text"] == ENGLISH.unreadable


async def test_one_that_cannot_be_stored_is_apologised_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no unknown command."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        monkeypatch.setattr(telegram.runtime.queue, "put", _full)
        (sent,) = await telegram.receive(text="/timeline Rogun")
    assert sent["text"] == ENGLISH.apology


def _full(*_: object, **__: object) -> bool:
    raise OSError(28, "No space left on device")
