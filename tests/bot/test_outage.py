"""The server with the bot's state goes away and comes back: questions wait, and each is answered once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update

from bot.metrics import Metrics
from bot.state.postgres_database import PostgresDatabase
from bot.updates.webhook_server import WebhookServer
from retrieval.errors import DatabaseUnreachableError
from tests.bot.empty_state import empty_tables
from tests.bot.fake_telegram import ANSWER, PRIVATE, TOKEN, FakeTelegram, HeldChain, ScriptedChain, reader
from tests.postgres_pair import PostgresPair
from tests.postgres_process import PostgresProcess

if TYPE_CHECKING:
    from collections.abc import Iterator


NOT_RUN = {"PRESSCITE_CHROMA_URL": "http://127.0.0.1:1"}


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresProcess]:
    """A server that a test may kill: it loses nothing that it has confirmed."""
    with PostgresProcess(durable=True) as process:
        yield process


@pytest.fixture
def pair() -> Iterator[PostgresPair]:
    """A primary with a synchronous standby."""
    both = PostgresPair()
    try:
        both.start()
        yield both
    finally:
        both.discard()


def _bot(server: PostgresProcess | PostgresPair, chain: ScriptedChain, **settings: str) -> FakeTelegram:
    database = PostgresDatabase(server.address, f"bot_{TOKEN.partition(':')[0]}")
    empty_tables(database)
    database.close()
    all_settings: dict[str, Any] = {"PRESSCITE_DATABASE_URL": server.address, **NOT_RUN, **settings}
    return FakeTelegram(chain, **all_settings)


async def _put(bot: FakeTelegram, text: str) -> None:
    update = await bot.people.write({"from": reader(), "chat": PRIVATE, "text": text})
    await bot.runtime.ingress.put(Update.de_json(update, bot.application.bot))


async def _until_noticed(bot: FakeTelegram, *, well: bool) -> None:
    async with asyncio.timeout(60):
        while (bot.runtime.state.fault() is None) is not well:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)


async def _rest(bot: FakeTelegram) -> None:
    await _until_noticed(bot, well=True)
    await bot.rest()


def _answers(bot: FakeTelegram) -> list[str]:
    return [sent["text"] for sent in bot.api.sent if ANSWER.sentences[0].text.split()[-2] in sent["text"]]


async def test_a_question_in_work_outlives_the_server(server: PostgresProcess) -> None:
    """It was claimed before and its answer is ready while the server is down; it is sent once, when it is back."""
    chain = HeldChain()
    async with _bot(server, chain) as bot:
        await _put(bot, "Which tunnel?")
        await asyncio.to_thread(chain.begun.wait, 30)
        await asyncio.to_thread(server.kill)
        chain.may_end.set()
        await _until_noticed(bot, well=False)
        report = bot.runtime.health.report()
        assert "is not reached" in report.reasons["state"]
        assert not report.ready
        await asyncio.sleep(1.5)  # for another attempt
        assert _answers(bot) == []
        await asyncio.to_thread(server.start)
        await _rest(bot)
        assert len(_answers(bot)) == 1
        assert bot.runtime.health.report().reasons["state"] == "ok"
        await _put(bot, "And which road?")
        await bot.rest()
        assert len(_answers(bot)) == 2


async def test_an_update_that_is_fetched_waits(server: PostgresProcess) -> None:
    """It counts as received only when it is stored."""
    async with _bot(server, ScriptedChain()) as bot:
        await asyncio.to_thread(server.kill)
        putting = asyncio.create_task(_put(bot, "Which tunnel?"))
        await asyncio.sleep(1.2)
        assert not putting.done()
        await asyncio.to_thread(server.start)
        await putting
        await _rest(bot)
        assert len(_answers(bot)) == 1


async def test_an_update_that_is_delivered_is_refused(server: PostgresProcess) -> None:
    """With 503, so that Telegram brings it again; then it is taken and answered."""
    url = {"TELEGRAM_WEBHOOK_URL": "https://bot.example/hook"}
    async with _bot(server, ScriptedChain(), **url) as bot:
        ingress, metrics = bot.runtime.ingress, Metrics()
        webhook = WebhookServer(
            bot.application.bot,
            ingress,
            metrics,
            listener=bot.runtime.settings.webhook_listen,
            path="/hook",
            secret="s",
        )
        update = await bot.people.write({"from": reader(), "chat": PRIVATE, "text": "Which tunnel?"})
        body = Update.de_json(update, bot.application.bot).to_json().encode()
        await asyncio.to_thread(server.kill)
        assert await webhook.accept(body) == "unavailable"
        with pytest.raises(DatabaseUnreachableError):
            bot.runtime.workers.cancel(77, 77)
        await asyncio.to_thread(server.start)
        await _until_noticed(bot, well=True)
        assert await webhook.accept(body) == "accepted"
        await bot.rest()
        assert len(_answers(bot)) == 1


async def test_a_standby_that_is_promoted_has_everything(pair: PostgresPair) -> None:
    """What was confirmed is in it: a question in work and one that waits are answered once each, and new ones too."""
    chain = HeldChain()
    async with _bot(pair, chain) as bot:
        await _put(bot, "Which tunnel?")
        await asyncio.to_thread(chain.begun.wait, 30)
        await _put(bot, "And which road?")
        await asyncio.to_thread(pair.kill)
        chain.may_end.set()
        await _until_noticed(bot, well=False)
        await asyncio.to_thread(pair.promote)
        await _rest(bot)
        assert len(_answers(bot)) == 2
        await _put(bot, "And which bridge?")
        await bot.rest()
        assert len(_answers(bot)) == 3
