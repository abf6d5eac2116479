"""Which handlers there are, and for what there is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.fake_telegram import FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api import BOT

MENTION = f"@{BOT['username']}"
OURS = {"message_id": 3, "date": 0, "chat": GROUP, "from": BOT, "text": "earlier"}


async def _receive(chain: ScriptedChain | None = None, **message: Any) -> list[dict[str, Any]]:
    async with FakeTelegram(chain or ScriptedChain()) as telegram:
        return await telegram.receive(**message)


@pytest.mark.parametrize(
    "message",
    [
        {"text": "Which tunnel?"},
        {"text": "@somebody Which tunnel?"},
        {"text": f"mail{MENTION} is no mention"},
        {"text": "/start@another_bot"},
        {"text": "/command_of_another_bot"},
        {"text": "And when?", "reply_to_message": OURS | {"from": BOT | {"id": 1}}},
        {"text": f"{MENTION} Which tunnel?", "from": BOT | {"id": 1, "username": "another_bot"}},
        {"text": f"/help{MENTION}", "from": BOT | {"id": 1, "username": "another_bot"}},
        {
            "text": "in the bot's own topic",
            "reply_to_message": OURS | {"forum_topic_created": {"name": "News", "icon_color": 1}},
        },
    ],
)
async def test_in_a_group_it_leaves_others_alone(message: dict[str, Any]) -> None:
    """Not one answer to what is not meant for it."""
    chain = ScriptedChain()
    assert await _receive(chain, chat=GROUP, **message) == []
    assert chain.asked == []
