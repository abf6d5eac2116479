"""Buttons under answers and notices."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.outgoing.slow_notice import slow_notice
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    import pytest

    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]
REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


async def test_more_and_the_passage(retriever: HybridRetriever) -> None:
    """The buttons under an answer: further passages, and the words around the quote."""
    hit = retriever.hits("Who built the Rogun dam?", 1)[0]
    answer = replace(ANSWER, searched_for="Rogun dam", citations=(hit.cite(1, 0, 40),))
    async with FakeTelegram(ScriptedChain(lambda _: answer), retriever=retriever) as telegram:
        (sent,) = await telegram.receive(text="Which dam?")
        labels = [button["text"] for button in buttons(sent)]
        assert labels == [ENGLISH.buttons["more"], ENGLISH.buttons["passage"], "👍", "👎"]
        await telegram.press(sent, ENGLISH.buttons["more"])
        assert telegram.api.sent[-1]["text"].startswith(ENGLISH.more_title)
        assert hit.text[:60] not in telegram.api.sent[-1]["text"]
        await telegram.press(sent, ENGLISH.buttons["passage"])
        assert hit.text[:40] in telegram.api.sent[-1]["text"]
    assert telegram.api.refused == []


async def test_a_thumb_counts_while_another_press_is_in_work(retriever: HybridRetriever) -> None:
    """Its user has been thanked for it."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        (sent,) = await telegram.receive(text="Which tunnel?")
        more = asyncio.create_task(telegram.press(sent, ENGLISH.buttons["more"]))
        await asyncio.sleep(0)
        await telegram.press(sent, "👍")
        await more
        assert [judgement.up for judgement in telegram.runtime.state.feedback.judgements()] == [1]


async def test_a_button_of_another_chat_does_nothing() -> None:
    """A forged press cannot look into the answers that others have got."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (mine,) = await telegram.receive(text="@presscite_test_bot which?", chat=GROUP)
        number = int(buttons(mine)[-1]["callback_data"].partition(":")[2])
        assert telegram.runtime.state.conversations.get(number, 77) is None
        assert telegram.runtime.state.conversations.get(number, -100) is not None


async def test_a_slow_question_can_be_stopped_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word with a button comes after a while; the button ends the work, another one begins it anew."""
    monkeypatch.setattr("bot.handlers.question.slow_notice", partial(slow_notice, after=0.0))
    chain = ScriptedChain(seconds=0.5)
    async with FakeTelegram(chain) as telegram:
        asking = asyncio.create_task(telegram.receive(text="Which tunnel?"))
        while not telegram.api.sent:  # noqa: ASYNC110 - the fake has no event for everything
            await asyncio.sleep(0.002)
        (notice,) = telegram.api.sent
        assert notice["text"] == ENGLISH.still_looking
        query = await telegram.press(notice, ENGLISH.buttons["stop"])
        assert query.answer is not None
        await asyncio.wait_for(asking, 5)
        stopped = telegram.api.sent[-1]
        assert stopped["text"] == ENGLISH.stopped
        assert notice["message_id"] not in [
            sent["message_id"] for sent in telegram.api.sent if not sent.get("deleted")
        ]
        chain._seconds = 0
        await telegram.press(stopped, ENGLISH.buttons["retry"])
        await telegram.rest()
        assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")
        assert buttons(stopped) == []


async def test_an_apology_that_had_to_wait_can_be_answered_with_try_again() -> None:
    """The button under it begins the work anew."""
    answers: list[Any] = [RuntimeError("no"), ANSWER]
    async with FakeTelegram(ScriptedChain(lambda _: answers.pop(0))) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "status": 429, "retry_after": 0.05})
        (apology,) = await telegram.receive(text="Which tunnel?")
        assert apology["text"] == ENGLISH.apology
        await telegram.press(apology, ENGLISH.buttons["retry"])
        await telegram.rest()
    assert telegram.api.sent[-1]["text"].startswith("It was the Istiqlol Tunnel.")
