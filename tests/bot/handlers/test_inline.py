"""Inline mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]


async def test_inline_mode(retriever: HybridRetriever) -> None:
    """The answer first, then passages; all of it parses, and nothing that was typed is kept."""
    async with FakeTelegram(ScriptedChain(lambda _: ANSWER), retriever=retriever) as telegram:
        query = await telegram.inline("Rogun dam")
        assert query.answer is not None
        results = query.answer["results"]
        assert [result["id"] for result in results][:2] == ["answer", "passage0"]
        assert (await telegram.inline("x")).answer["results"] == []
        assert telegram.runtime.state.conversations.since(0) == []
    assert telegram.api.refused == []
