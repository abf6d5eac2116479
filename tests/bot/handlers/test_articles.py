"""Commands about the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import LANGUAGES
from retrieval.errors import StoreError
from retrieval.store.store import Store
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    import pytest

    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]


async def test_articles_that_cannot_be_read(
    retriever: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so, in words of its own."""

    def damaged(_: object) -> None:
        raise StoreError("the store is damaged")

    monkeypatch.setattr(Store, "reading", damaged)
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        for command in ("/latest", "/sources", "/about"):
            (sent,) = await telegram.receive(text=command)
            assert sent["text"] == ENGLISH.unreadable


async def test_what_is_in_the_store(retriever: HybridRetriever) -> None:
    """/latest, /sources and /about."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        for command in ("/latest", "/sources", "/about"):
            assert await telegram.receive(text=command), command
    assert telegram.api.refused == []
