"""Inline mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind
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


async def test_why_there_is_no_answer_stands_over_the_passages(retriever: HybridRetriever) -> None:
    """Where the articles say it of another time, not that they do not say."""
    note = Note(code=NoteCode.OTHER_TIME, newer=datetime(2024, 4, 2, tzinfo=UTC))
    refusal = replace(ANSWER, sentences=(), citations=(), refused=True, note=note)
    async with FakeTelegram(ScriptedChain(lambda _: refusal), retriever=retriever) as telegram:
        asked = await telegram.inline("Rogun dam today")
        assert asked.answer["button"]["text"] == ENGLISH.inline_reasons[NoteCode.OTHER_TIME]


async def test_inline_courtesy(retriever: HybridRetriever) -> None:
    """Where nothing is asked for there is nothing to choose from, and a question is asked for."""
    courtesy = Answer(question="thanks", searched_for="thanks", kind=QuestionKind.COURTESY)
    async with FakeTelegram(ScriptedChain(lambda _: courtesy), retriever=retriever) as telegram:
        query = await telegram.inline("thanks")
    assert query.answer["results"] == []
    assert ENGLISH.inline_empty in str(query.answer["button"])
