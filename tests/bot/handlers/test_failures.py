"""Errors that no handler expected."""

from __future__ import annotations

import pytest
from telegram.error import Forbidden, RetryAfter

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

ENGLISH = LANGUAGES["en"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("secret words"), [ENGLISH.apology]),
        (Forbidden("bot was blocked by the user"), []),
        (RetryAfter(5), []),
    ],
)
async def test_an_error_is_apologised_for(
    error: Exception, said: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In words of the bot's own, unless the chat cannot be written to; the log says what happened, and no secret."""

    def fail(*_: object) -> None:
        raise error

    async with FakeTelegram(ScriptedChain()) as telegram:
        monkeypatch.setattr(telegram.runtime.state.conversations, "start_over", fail)
        await telegram.receive(text="/new")
    assert [sent["text"] for sent in telegram.api.sent] == said
    assert type(error).__name__ in caplog.text
    assert "secret words" not in caplog.text


async def test_an_apology_that_is_not_delivered_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is the end of the matter."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 2, "status": 400})
        assert await telegram.receive(text="/help") == []
    assert "apology not delivered" in caplog.text
