"""What the bot's tests share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.outgoing.sender import Sender
from bot.settings import BotSettings
from bot.state.postgres_database import PostgresDatabase
from bot.state.state import State
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bot.empty_state import empty_tables, put_empty_state
from tests.bot.fake_telegram import TOKEN, NoSockets
from tests.bot.scripted_api import ScriptedApi, scripted_api
from tests.bot.webhook_receiver import Receiver, receiving
from tests.e2e.bot_api import BotApi
from tests.postgres_process import schema_of_its_own

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from tests.postgres_process import PostgresProcess


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between attempts, written down instead of slept."""
    slept: list[float] = []

    async def nap(seconds: float) -> None:
        slept.append(seconds)

    for module in ("sender", "retry"):
        monkeypatch.setattr(f"bot.outgoing.{module}.sleep", nap)
    return slept


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Logging as it was before a test that configures it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """An empty state."""
    settings = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path)})
    put_empty_state(settings.state_path)
    opened = State(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _bots_database_url(postgres_server: PostgresProcess) -> Iterator[str]:
    """A database in which the tables of bots stay from test to test: making them takes longer than most tests."""
    with schema_of_its_own(postgres_server.address, "bots") as address:
        yield address


@pytest.fixture
def bot_database_url(_bots_database_url: str) -> str:
    """A value of PRESSCITE_DATABASE_URL with the tables of a bot that remembers nothing yet."""
    database = PostgresDatabase(_bots_database_url, f"bot_{TOKEN.partition(':')[0]}")
    empty_tables(database)
    database.close()
    return _bots_database_url


@pytest.fixture
def retriever(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> HybridRetriever:
    """Over the samples."""
    return HybridRetriever(store=Store.from_settings(Settings(home=sample_home)), embeddings=embeddings)


@pytest.fixture
def server() -> BotApi:
    """A Bot API server in this process that takes messages to chats which it has not met."""
    return BotApi(TOKEN, strangers=True)


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    """A bot of that server, and nothing of the application around it."""
    async with Bot(TOKEN, request=NoSockets(server), get_updates_request=NoSockets(server)) as connected:
        yield connected


@pytest.fixture
def sender(bot: Bot) -> Sender:
    """Sends that bot's messages."""
    return Sender(bot)


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    """A Bot API server that answers as a test says."""
    async with scripted_api() as api:
        yield api


@pytest.fixture
async def receiver(api: ScriptedApi) -> AsyncIterator[Receiver]:
    """A webhook that listens on a free port."""
    async with receiving(api) as receiver:
        yield receiver
