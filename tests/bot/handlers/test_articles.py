"""Commands about the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]


async def test_what_is_in_the_store(retriever: HybridRetriever) -> None:
    """/latest, /sources and /about."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        for command in ("/latest", "/sources", "/about"):
            assert await telegram.receive(text=command), command
    assert telegram.api.refused == []
