"""An answer that grows as a draft."""

from __future__ import annotations

import asyncio

from bot.outgoing.draft import Draft
from bot.place import Place
from bot.rendering.answer import message
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain


def _draft(
    telegram: FakeTelegram, chat: int = 77, *, every: float = 0.05, renewed_after: float = 60
) -> Draft:
    place = Place(chat=chat, message=5)
    return Draft(
        telegram.application.bot, telegram.services.sender, place, every=every, renewed_after=renewed_after
    )


async def _shown(telegram: FakeTelegram, count: int) -> list[str]:
    await telegram.api.wait_for(lambda: len(telegram.api.drafts) >= count, 5)
    return [draft["text"] for draft in telegram.api.drafts]


async def test_the_latest_state_is_shown_however_fast_it_came() -> None:
    """What comes too soon behind another state is shown when that is old enough, and only the last of it."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        draft = _draft(telegram)
        draft.show(message("one")[0])
        assert await _shown(telegram, 1) == ["one"]
        draft.show(message("one two")[0])
        draft.show(message("one two three")[0])
        assert await _shown(telegram, 2) == ["one", "one two three"]
        await draft.end()
    assert {draft["draft_id"] for draft in telegram.api.drafts} == {5}


async def test_a_draft_does_not_fade_while_nothing_is_new() -> None:
    """Its last state is shown again."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        draft = _draft(telegram, every=0.001, renewed_after=0.01)
        draft.show(message("one")[0])
        assert (await _shown(telegram, 3))[:3] == ["one"] * 3
        await draft.end()
        count = len(telegram.api.drafts)
        await asyncio.sleep(0.05)
        assert len(telegram.api.drafts) == count


async def test_no_state_arrives_behind_the_end() -> None:
    """The one on its way is waited for, what waits is dropped."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessageDraft", "delay": 0.05})
        draft = _draft(telegram)
        draft.show(message("one")[0])
        await asyncio.sleep(0.01)
        draft.show(message("one two")[0])
        await draft.end()
        assert [shown["text"] for shown in telegram.api.drafts] == ["one"]
        await asyncio.sleep(0.1)
    assert len(telegram.api.drafts) == 1


async def test_a_group_gets_none_and_a_chat_that_waits_neither() -> None:
    """Drafts are for private chats, and not worth a limit."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessageDraft", "status": 429, "retry_after": 30})
        for chat in (-100, 77):
            draft = _draft(telegram, chat, every=0.001)
            for text in ("one", "one two"):
                draft.show(message(text)[0])
                await asyncio.sleep(0.02)
            await draft.end()
        assert telegram.services.sender.is_held(77)
    assert telegram.api.calls["sendMessageDraft"] == 1
