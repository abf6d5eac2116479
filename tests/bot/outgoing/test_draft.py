"""An answer that grows as a draft."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.outgoing.draft import Draft
from bot.place import Place
from bot.rendering.answer import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.outgoing.sender import Sender
    from tests.e2e.bot_api import BotApi

    NewDraft = Callable[..., Draft]


@pytest.fixture
def new_draft(bot: Bot, sender: Sender) -> NewDraft:
    """Begins a draft in a chat."""

    def begin(chat: int = 77, *, every: float = 0.05, renewed_after: float = 60) -> Draft:
        return Draft(bot, sender, Place(chat=chat, message=5), every=every, renewed_after=renewed_after)

    return begin


async def _shown(server: BotApi, count: int) -> list[str]:
    await server.wait_for(lambda: len(server.drafts) >= count, 5)
    return [draft["text"] for draft in server.drafts]


async def test_the_latest_state_is_shown_however_fast_it_came(server: BotApi, new_draft: NewDraft) -> None:
    """What comes too soon behind another state is shown when that is old enough, and only the last of it."""
    draft = new_draft()
    draft.show(message("one")[0])
    assert await _shown(server, 1) == ["one"]
    draft.show(message("one two")[0])
    draft.show(message("one two three")[0])
    assert await _shown(server, 2) == ["one", "one two three"]
    await draft.end()
    assert {draft["draft_id"] for draft in server.drafts} == {5}


async def test_a_draft_does_not_fade_while_nothing_is_new(server: BotApi, new_draft: NewDraft) -> None:
    """Its last state is shown again."""
    draft = new_draft(every=0.001, renewed_after=0.01)
    draft.show(message("one")[0])
    assert (await _shown(server, 3))[:3] == ["one"] * 3
    await draft.end()
    count = len(server.drafts)
    await asyncio.sleep(0.05)
    assert len(server.drafts) == count


async def test_no_state_arrives_behind_the_end(server: BotApi, new_draft: NewDraft) -> None:
    """The one on its way is waited for, what waits is dropped."""
    server.faults.append({"method": "sendMessageDraft", "delay": 0.05})
    draft = new_draft()
    draft.show(message("one")[0])
    await asyncio.sleep(0.01)
    draft.show(message("one two")[0])
    await draft.end()
    assert [shown["text"] for shown in server.drafts] == ["one"]
    await asyncio.sleep(0.1)
    assert len(server.drafts) == 1


async def test_a_group_gets_none_and_a_chat_that_waits_neither(
    server: BotApi, sender: Sender, new_draft: NewDraft
) -> None:
    """Drafts are for private chats, and not worth a limit."""
    server.faults.append({"method": "sendMessageDraft", "status": 429, "retry_after": 30})
    for chat in (-100, 77):
        draft = new_draft(chat, every=0.001)
        for text in ("one", "one two"):
            draft.show(message(text)[0])
            await asyncio.sleep(0.02)
        await draft.end()
    assert sender.is_held(77)
    assert server.calls["sendMessageDraft"] == 1
