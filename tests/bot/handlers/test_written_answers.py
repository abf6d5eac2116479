"""Answers that a language model writes: shown as they grow, and no more of them than a person may have."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from langchain_core.runnables import RunnableConfig

    from retrieval.answer import Answer


ENGLISH = LANGUAGES["en"]
MODEL = "openai:some-model"
WRITTEN = replace(ANSWER, answered_by=MODEL)


class WritingChain(ScriptedChain):
    """Gives an answer in two sentences, with time between them; quotes where it may not write."""

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's names
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Answer]:
        self.given.append(input)
        yield WRITTEN
        await asyncio.sleep(0.05)
        yield replace(WRITTEN, sentences=(replace(ANSWER.sentences[0], text="It is long."),))


async def test_an_answer_grows_as_a_draft_in_private() -> None:
    """Then it stands as a message with all sentences; groups get the message alone."""
    async with FakeTelegram(WritingChain(), PRESSCITE_LLM=MODEL) as telegram:
        (sent,) = await telegram.receive(text="Which tunnel?")
        assert telegram.api.calls["sendMessageDraft"] == 1
        await telegram.receive(text="@presscite_test_bot which?", chat=GROUP)
        assert telegram.api.calls["sendMessageDraft"] == 1
    assert "It was the Istiqlol Tunnel." in sent["text"]
    assert "It is long." in sent["text"]
    assert telegram.api.refused == []


async def test_a_draft_that_fails_costs_no_answer() -> None:
    """The message comes all the same."""
    async with FakeTelegram(WritingChain(), PRESSCITE_LLM=MODEL) as telegram:
        telegram.api.faults.append({"method": "sendMessageDraft", "times": 9, "status": 400})
        (sent,) = await telegram.receive(text="Which tunnel?")
    assert "It is long." in sent["text"]


async def test_the_daily_budget() -> None:
    """Beyond it articles are quoted, and that is said; another person has their own."""
    chain = WritingChain()
    async with FakeTelegram(chain, PRESSCITE_LLM=MODEL, TELEGRAM_DAILY_MODEL_ANSWERS="1") as telegram:
        await telegram.receive(text="One?")
        (second,) = await telegram.receive(text="Two?")
        other = {"id": 78, "is_bot": False, "first_name": "Other"}
        await telegram.receive(text="Three?", **{"from": other, "chat": {"id": 78, "type": "private"}})
    assert ENGLISH.budget_used.format(count=1) in second["text"]
    assert [given.get("language_model") for given in chain.given] == [None, False, None]


async def test_what_the_model_did_not_write_costs_nothing() -> None:
    """A quoted answer is given back to the budget."""
    chain = ScriptedChain()
    async with FakeTelegram(chain, PRESSCITE_LLM=MODEL, TELEGRAM_DAILY_MODEL_ANSWERS="1") as telegram:
        await telegram.receive(text="One?")
        (second,) = await telegram.receive(text="Two?")
    assert ENGLISH.budget_used.format(count=1) not in second["text"]
