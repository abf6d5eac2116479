"""The commands that only admins have."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from bot.articles.refresher import Refreshed
from bot.place import Place
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain

if TYPE_CHECKING:
    from bot.articles.refresher import Refresher
    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]
ADMIN = 77  # the user of the fake Telegram
DONE = Refreshed(added=1, updated=0, removed=2, failed=0, articles=5)


class ScriptedRefresher:
    """Refreshes nothing, and ends as a test says."""

    def __init__(self, done: Refreshed | None = DONE, *, running: bool = False) -> None:
        self.running = running
        self._done = done

    async def refresh(self) -> Refreshed | None:
        await asyncio.sleep(0.02)  # no refresh is quicker than a message
        return self._done


async def _said(refresher: ScriptedRefresher, admins: tuple[int, ...], language: str = "en") -> list[str]:
    async with FakeTelegram(ScriptedChain(), cast("Refresher", refresher), admins) as telegram:
        await telegram.receive(text="/refresh", language=language)
    return [sent["text"] for sent in telegram.api.sent]  # leaving waits for what was begun


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_admin_refreshes(language: str) -> None:
    """The bot says that it begins, and then what came of it, with the numbers."""
    texts = LANGUAGES[language]
    assert await _said(ScriptedRefresher(), (ADMIN,), language) == [
        texts.refresh_started,
        texts.refresh_done.format(added=1, updated=0, removed=2, failed=0, articles=5),
    ]


@pytest.mark.parametrize("admins", [(), (1, 2)])
async def test_nobody_else_does(admins: tuple[int, ...]) -> None:
    """For anybody else, and for everybody where there are no admins, it is no command."""
    assert await _said(ScriptedRefresher(), admins) == [ENGLISH.unknown_command]


async def test_a_refresh_that_failed() -> None:
    """The admin reads that it failed; why stands in the log."""
    said = await _said(ScriptedRefresher(None), (ADMIN,))
    assert said == [ENGLISH.refresh_started, ENGLISH.refresh_failed]


async def test_one_refresh_at_a_time() -> None:
    """While one is running, another is not begun."""
    assert await _said(ScriptedRefresher(running=True), (ADMIN,)) == [ENGLISH.refresh_running]


async def test_admins_have_figures() -> None:
    """Others do not know the command."""
    async with FakeTelegram(ScriptedChain(), admins=(77,)) as telegram:
        await telegram.receive(text="Which tunnel?")
        (sent,) = await telegram.receive(text="/stats")
        assert "Questions: 1 in 24 hours" in sent["text"]
    async with FakeTelegram(ScriptedChain(), admins=(1,)) as telegram:
        (sent,) = await telegram.receive(text="/stats")
        assert sent["text"] == ENGLISH.unknown_command


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_not_answered(retriever: HybridRetriever, language: str) -> None:
    """What three people asked is listed, with how many they were and nothing that tells who."""
    texts = LANGUAGES[language]
    asked = "When will the new airport open?"
    refusal = Answer(question=asked, searched_for=asked, refused=True)
    async with FakeTelegram(ScriptedChain(), admins=(ADMIN,), retriever=retriever) as telegram:
        conversations = telegram.runtime.state.conversations
        said = []
        for person in (9101, 9102, 9103):
            (sent,) = await telegram.receive(text="/unanswered", language=language)
            said.append(sent["text"])
            conversations.add(Place(chat=person), person, refusal, 0.1)
        (sent,) = await telegram.receive(text="/unanswered", language=language)
    days = telegram.runtime.settings.retention_days
    assert said == [texts.unanswered_none.format(days=days)] * 3
    line = texts.unanswered_line.format(people=3, question=asked)
    assert sent["text"] == f"{texts.unanswered.format(days=days)}\n\n• {line}"
    assert "910" not in sent["text"]


async def test_what_is_not_answered_is_not_listed_where_that_is_off() -> None:
    """And for everybody else there is no such command."""
    async with FakeTelegram(ScriptedChain(), admins=(ADMIN,), TELEGRAM_UNANSWERED="false") as telegram:
        (sent,) = await telegram.receive(text="/unanswered")
    assert sent["text"] == ENGLISH.unanswered_off
    async with FakeTelegram(ScriptedChain(), admins=(1,)) as telegram:
        (sent,) = await telegram.receive(text="/unanswered")
    assert sent["text"] == ENGLISH.unknown_command
