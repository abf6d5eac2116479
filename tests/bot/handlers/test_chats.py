"""What happens to the bot in chats."""

from __future__ import annotations

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP

ENGLISH = LANGUAGES["en"]


async def test_a_group_learns_what_the_bot_sees() -> None:
    """When it is added; and when it is thrown out, nothing more is watched for there."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (hello,) = await telegram.set_status(GROUP, "member")
        assert hello["text"] == ENGLISH.group_hello
        await telegram.receive(text="/watch@presscite_test_bot Rogun", chat=GROUP)
        assert len(telegram.runtime.state.watches.all()) == 1
        await telegram.set_status(GROUP, "left")
        assert telegram.runtime.state.watches.all() == []
