"""Who may use the bot."""

from __future__ import annotations

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP

ENGLISH = LANGUAGES["en"]


async def test_who_is_not_allowed_is_sent_away() -> None:
    """With a word in private, that names the number to let in; nothing is asked, nothing kept."""
    chain = ScriptedChain()
    async with FakeTelegram(chain, TELEGRAM_ALLOWED="-100") as telegram:
        (sent,) = await telegram.receive(text="Which tunnel?")
        assert sent["text"] == ENGLISH.not_welcome.format(number=77)
        assert len(await telegram.receive(text="@presscite_test_bot which?", chat=GROUP)) == 1
    assert chain.asked == ["which?"]
