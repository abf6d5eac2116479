"""Thumbs and reactions are feedback."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.ops.feedback_export import TO_JUDGE, export
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.evaluation.question import read_questions
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = LANGUAGES["en"]
REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


async def test_thumbs_and_reactions_are_kept_and_exported(tmp_path: Path) -> None:
    """One verdict a person, the last one; the export is a file that `presscite eval` reads."""
    chain = ScriptedChain(
        lambda question: REFUSAL if question == "Why?" else replace(ANSWER, question=question)
    )
    async with FakeTelegram(chain) as telegram:
        (first,) = await telegram.receive(text="Which tunnel?")
        query = await telegram.press(first, "👍")
        assert query.answer is not None
        (second,) = await telegram.receive(text="Which dam?")
        await telegram.press(second, "👍")
        await telegram.react(second, "👎")
        (third,) = await telegram.receive(text="Why?")
        await telegram.react(third, "❤")
        judged = list(telegram.runtime.state.feedback.judgements())
        assert export(judged, tmp_path / "liked.jsonl") == (2, 1)
    liked = read_questions(tmp_path / "liked.jsonl")
    assert [(question.question, question.answerable) for question in liked] == [
        ("Which tunnel?", True),
        ("Why the tunnel?", False),
    ]
    assert liked[0].article_ids == ("neighbours",)
    others = [json.loads(line) for line in (tmp_path / f"liked{TO_JUDGE}").read_text().splitlines()]
    assert [(other["question"], other["down"]) for other in others] == [("Which tunnel?", 1)]
