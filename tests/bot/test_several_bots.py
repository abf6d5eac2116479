"""Two bots with one state in PostgreSQL: what one has in work, the other can stop."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Update

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import PRIVATE, FakeTelegram, HeldChain, ScriptedChain, reader

STOPPED, STILL_LOOKING = LANGUAGES["en"].stopped, LANGUAGES["en"].still_looking


async def _put(bot: FakeTelegram, text: str) -> None:
    update = await bot.people.write({"from": reader(), "chat": PRIVATE, "text": text})
    await bot.runtime.ingress.put(Update.de_json(update, bot.application.bot))


async def test_stop_reaches_the_bot_that_answers(database_url: str) -> None:
    """It gives the answer up, of which nothing arrives; and then all goes on."""
    settings: dict[str, Any] = {
        "PRESSCITE_DATABASE_URL": database_url,
        "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1",
    }
    chain = HeldChain()
    async with FakeTelegram(chain, **settings) as answering:
        await _put(answering, "Which tunnel?")
        await asyncio.to_thread(chain.begun.wait, 30)
        async with FakeTelegram(ScriptedChain(), beside=answering, **settings) as other:
            await _put(other, "/stop")
            await other.runtime.ingress.join()
            await answering.rest()
            chain.may_end.set()
            said = [sent["text"] for sent in answering.api.sent if sent["text"] != STILL_LOOKING]
            assert said == [STOPPED, STOPPED]  # to the command, and to the question
            await _put(other, "Which tunnel?")
            await other.rest()
            await answering.rest()
            assert "Istiqlol" in answering.api.sent[-1]["text"]
