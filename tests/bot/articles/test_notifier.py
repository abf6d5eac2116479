"""Standing questions, from a refresh to the message."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.articles.notifier import Notifier
from bot.metrics import Metrics
from bot.outgoing.sender import Sender
from bot.place import Place
from bot.settings import BotSettings
from bot.state.state import State
from retrieval.indexing.refresh import refresh
from retrieval.query.kind_classifier import KindClassifier
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.confirmation import Confirmation
from tests.bot.fake_telegram import TOKEN, FakeTelegram, ScriptedChain
from tests.retrieval.scripted_reader import ScriptedReader

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

DAM = (
    "Rogun reservoir rises\n\nThe water level of the Rogun reservoir in Tajikistan rose by twelve metres in May, the "
    "energy ministry said. The level now stands at 1,110 metres."
)
ELSE = "A chess cup\n\nThe chess cup of Khujand ended with a draw. The players shook hands and went home."


class _WatchedStore:
    """A store with its notifier, over a folder of articles."""

    def __init__(
        self, tmp_path: Path, embeddings: SentenceTransformerEmbeddings, telegram: FakeTelegram
    ) -> None:
        self.folder = tmp_path / "articles"
        self.folder.mkdir()
        self._embeddings = embeddings
        environ = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "PRESSCITE_HOME": str(tmp_path / "home"),
            "TELEGRAM_WATCH_MESSAGES": "1",
            "PRESSCITE_READER": "off",
        }
        self.settings = BotSettings.load(environ)
        self.state = State(self.settings)
        self.retriever = HybridRetriever(
            store=Store.from_settings(Settings(home=tmp_path / "home")), embeddings=embeddings
        )
        self._sender = Sender(telegram.application.bot)
        self.notifier = self.fresh()

    def fresh(self) -> Notifier:
        """A notifier as another start of the bot would have it."""
        return Notifier(self.retriever, self.state, self._sender, Metrics(), self.settings)

    async def refreshed(self, **articles: str) -> None:
        """Take articles in, and look through them."""
        for name, text in articles.items():
            (self.folder / f"{name}.txt").write_text(text)
        refresh([self.folder], Settings(home=self.settings.home), embeddings=self._embeddings)
        self.retriever.store.follow()
        self.notifier.look()
        await self.notifier.notify()


async def test_who_waits_is_notified_once(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """Of what comes in, not of what was there; of a story once, though a copy of it comes; after a restart, too."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        watched = _WatchedStore(tmp_path, embeddings, telegram)
        await watched.refreshed(
            old="An older story\n\nThe Rogun reservoir stood at 1,090 metres last year, officials said."
        )
        watched.state.watches.add(
            Place(chat=77), 77, "What is the water level of the Rogun reservoir?", "en", 20
        )
        await watched.refreshed(other=ELSE)
        assert telegram.api.sent == []
        await watched.refreshed(dam=DAM)
        (sent,) = telegram.api.sent
        assert sent["text"].startswith("New on: What is the water level of the Rogun reservoir?")
        assert "1,110 metres" in sent["text"] or "twelve metres" in sent["text"]
        await watched.refreshed(copy=f"{DAM} Reported by an agency.")
        watched.notifier = watched.fresh()
        await watched.refreshed(more=ELSE.replace("Khujand", "Bokhtar"))
        assert len(telegram.api.sent) == 1
        watched.state.close()


async def test_what_cannot_be_sent_is_sent_later(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings, naps: list[float]
) -> None:
    """A lost connection costs nothing."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        watched = _WatchedStore(tmp_path, embeddings, telegram)
        await watched.refreshed(other=ELSE)
        watched.state.watches.add(
            Place(chat=77), 77, "What is the water level of the Rogun reservoir?", "en", 20
        )
        telegram.api.faults.append({"method": "sendMessage", "times": len(naps) + 7, "status": 502})
        await watched.refreshed(dam=DAM)
        assert telegram.api.sent == []
        await watched.notifier.notify()
        assert len(telegram.api.sent) == 1
        watched.state.close()


async def test_nobody_waits_for_a_chat_that_telegram_limits(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """The next person is notified at once, and the first one at a later look, when their time is over."""
    question = "What is the water level of the Rogun reservoir?"
    async with FakeTelegram(ScriptedChain()) as telegram:
        watched = _WatchedStore(tmp_path, embeddings, telegram)
        await watched.refreshed(other=ELSE)
        for person in (77, 78):
            watched.state.watches.add(Place(chat=person), person, question, "en", 20)
        telegram.api.faults.append(
            {"method": "sendMessage", "chat_id": 77, "status": 429, "retry_after": 0.2}
        )
        await watched.refreshed(dam=DAM)
        assert [sent["chat"]["id"] for sent in telegram.api.sent] == [78]
        await asyncio.sleep(0.25)
        await watched.notifier.notify()
        assert [sent["chat"]["id"] for sent in telegram.api.sent] == [78, 77]
        watched.state.close()


async def test_what_comes_in_is_read_for_who_asks(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not answer is not sent, though it is of the same thing."""
    reader = ScriptedReader("nothing that anybody wrote")
    classifier = KindClassifier.of(embeddings, Settings().model_cache)
    monkeypatch.setattr(Confirmation, "of", lambda *_: Confirmation(reader, classifier))
    async with FakeTelegram(ScriptedChain()) as telegram:
        store = _WatchedStore(tmp_path, embeddings, telegram)
        await store.refreshed(chess=ELSE)
        store.state.watches.add(
            Place(chat=77, topic=None), 77, "How high does the Rogun reservoir stand?", "en", most=5
        )
        await store.refreshed(dam=DAM)
        assert len(reader.read_texts) == 1
        assert telegram.api.sent == []
        store.state.close()
