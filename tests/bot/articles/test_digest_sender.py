"""Digests, from a refresh to the message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.articles.digest_sender import MOST_UNREAD, DigestSender
from bot.articles.notifier import Notifier
from bot.metrics import Metrics
from bot.outgoing.sender import Sender
from bot.place import Place
from bot.settings import BotSettings
from bot.state.state import State
from bot.texts import LANGUAGES
from bot.updates.access_list import AccessList
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bot.fake_telegram import TOKEN, FakeTelegram, ScriptedChain
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

ENGLISH = LANGUAGES["en"]
NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
DAM = (
    "The water level of the Rogun reservoir in Tajikistan rose by twelve metres in May, the energy ministry said. The "
    "level now stands at 1,110 metres."
)
CHESS = "The chess cup of Khujand ended with a draw on Friday evening. The players shook hands and went home."
WATCHED = "What is the water level of the Rogun reservoir?"
PLACE = Place(chat=77)


class Newsroom:
    """A store with its digests, over a folder of articles."""

    def __init__(
        self, tmp_path: Path, embeddings: SentenceTransformerEmbeddings, telegram: FakeTelegram
    ) -> None:
        self.folder = tmp_path / "articles"
        self.folder.mkdir()
        self._embeddings = embeddings
        self.telegram = telegram
        self.settings = BotSettings.load(
            {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "PRESSCITE_HOME": str(tmp_path / "home"),
                "PRESSCITE_TIMEZONE": "UTC",
                "PRESSCITE_READER": "off",
            }
        )
        self.state = State(self.settings)
        self.retriever = HybridRetriever(
            store=Store.from_settings(Settings(home=tmp_path / "home")), embeddings=embeddings
        )
        self._sender = Sender(telegram.application.bot)

    def digests(self, *allowed: int) -> DigestSender:
        """What sends them, as another start of the bot would have it."""
        return DigestSender(self.retriever, self.state, self._sender, AccessList(allowed, ()))

    def refresh(self, published: datetime = NOW - timedelta(hours=3), **articles: str) -> None:
        """Take articles in, each of an outlet of its own."""
        for name, text in articles.items():
            head = (
                f"---\ntitle: About {name}\nsource: {name} times\npublished: {published.isoformat()}\n---\n\n"
            )
            (self.folder / f"{name}.md").write_text(head + text)
        refresh([self.folder], Settings(home=self.settings.home), embeddings=self._embeddings)
        self.retriever.store.follow()

    def match(self) -> None:
        """Look through what is new for standing questions."""
        Notifier(self.retriever, self.state, self._sender, Metrics(), self.settings).look()

    def order(self, place: Place = PLACE, at: datetime = NOW) -> None:
        self.state.digests.order(place, 77, "en", 480, at.timestamp())

    async def sent(self, days: float = 0, digests: DigestSender | None = None) -> list[dict[str, Any]]:
        """What is sent so many days after the first digest's hour."""
        before = len(self.telegram.api.sent)
        await (digests or self.digests()).look((NOW + timedelta(days=days, seconds=30)).timestamp())
        return self.telegram.api.sent[before:]


@pytest.fixture
async def newsroom(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> AsyncIterator[Newsroom]:
    async with FakeTelegram(ScriptedChain()) as telegram:
        made = Newsroom(tmp_path, embeddings, telegram)
        yield made
        made.state.close()
        assert telegram.api.refused == []


async def test_the_days_stories(newsroom: Newsroom) -> None:
    """Where nothing is watched for: a sentence each with its article, the story that most outlets have first and once;
    what was sent is not sent again, though a copy of it comes and the bot starts anew.
    """
    newsroom.refresh(dam=DAM, copy=f"{DAM} Reported by an agency.", chess=CHESS)
    newsroom.refresh(
        NOW - timedelta(days=9), old="An older story of a bridge over the Panj was told last week."
    )
    newsroom.order()
    assert await newsroom.sent(-0.01) == []
    (digest,) = await newsroom.sent()
    text = digest["text"]
    assert text.startswith("The stories of 28 November 2026\n\nThe water level of the Rogun reservoir")
    assert text.count("The water level") == 1
    assert (
        "The chess cup of Khujand ended with a draw on Friday evening.\n— About chess · chess times" in text
    )
    assert "bridge" not in text
    assert [button["text"] for button in buttons(digest)] == ["👍", ENGLISH.buttons["digest_off"]]
    assert await newsroom.sent() == []
    newsroom.refresh(NOW + timedelta(hours=20), again=f"{DAM} So it was reported once more.")
    assert await newsroom.sent(1) == [], "a day without news has no message"
    fresh = "Two hundred new buses reached Dushanbe on Saturday morning, the city's transport office said."
    newsroom.refresh(NOW + timedelta(hours=44), buses=fresh)
    (second,) = await newsroom.sent(2)
    assert fresh in second["text"]
    assert "Rogun" not in second["text"]


async def test_what_is_new_on_standing_questions(newsroom: Newsroom) -> None:
    """With a digest it comes there, under its question, and not at once; each story once."""
    newsroom.refresh(chess=CHESS)
    newsroom.match()
    newsroom.state.watches.add(PLACE, 77, WATCHED, "en", 20)
    newsroom.state.watches.add(PLACE, 77, "Rogun reservoir", "en", 20)
    newsroom.order()
    newsroom.refresh(dam=DAM)
    newsroom.match()
    assert newsroom.state.notifications.next(5) is None
    (digest,) = await newsroom.sent()
    assert digest["text"].startswith("New on what you watch for, 28 November 2026\n\n🔔 ")
    assert digest["text"].count("About dam") == 1
    assert "chess" not in digest["text"]
    assert newsroom.state.notifications.waiting(PLACE) == []
    assert await newsroom.sent(1) == []


async def test_a_crash_neither_loses_nor_doubles_a_digest(newsroom: Newsroom, naps: list[float]) -> None:
    """A message that was begun goes out at the next look, with the words that it had."""
    newsroom.refresh(dam=DAM)
    newsroom.order()
    newsroom.telegram.api.faults.append({"method": "sendMessage", "times": 20, "status": 502})
    assert await newsroom.sent() == []
    assert naps
    (kept,) = newsroom.state.digests.due(NOW.timestamp())
    assert kept.parts is not None
    newsroom.telegram.api.faults.clear()
    (digest,) = await newsroom.sent()
    assert "Rogun" in digest["text"]
    (after,) = newsroom.state.digests.of(77)
    newsroom.state.digests.record(after.id, 0)
    assert await newsroom.sent() == []


async def test_it_asks_whether_to_go_on(newsroom: Newsroom) -> None:
    """After five digests without a press or a question, once; the button has it go on, and a press counts."""
    newsroom.refresh(dam=DAM)
    newsroom.order()
    for day in range(MOST_UNREAD):
        moment = NOW + timedelta(days=day, hours=-2)
        newsroom.refresh(
            moment, **{f"n{day}": f"{'abcdefg'[day] * 9} won cup number {day} of the {day}. year in Khujand."}
        )
        assert len(await newsroom.sent(day)) == 1
    (asked,) = await newsroom.sent(MOST_UNREAD)
    assert asked["text"] == ENGLISH.digest.ask.format(count=MOST_UNREAD)
    labels = [ENGLISH.buttons["digest_on"], ENGLISH.buttons["digest_off"]]
    assert [button["text"] for button in buttons(asked)] == labels
    assert await newsroom.sent(MOST_UNREAD + 1) == []
    (waiting,) = newsroom.state.digests.of(77)
    newsroom.state.digests.go_on(waiting.id, (NOW + timedelta(days=7)).timestamp())
    newsroom.refresh(
        NOW + timedelta(days=6, hours=20), last="A new bridge over the Panj was opened on Saturday morning."
    )
    assert len(await newsroom.sent(7)) == 1
    newsroom.state.digests.seen(77)
    assert [digest.unread for digest in newsroom.state.digests.of(77)] == [0]


async def test_a_digest_that_comes_too_late_is_left_out(newsroom: Newsroom) -> None:
    """After hours in which no bot ran, the next one is tomorrow's; a little late it is sent."""
    newsroom.refresh(dam=DAM)
    newsroom.order()
    assert await newsroom.sent(0.5) == []
    assert [digest.due for digest in newsroom.state.digests.of(77)] == [(NOW + timedelta(days=1)).timestamp()]
    newsroom.order()
    assert len(await newsroom.sent(0.1)) == 1


async def test_who_blocks_the_bot_or_may_no_longer_use_it(newsroom: Newsroom) -> None:
    """Gets no digest any more, and nobody else waits for that."""
    newsroom.refresh(dam=DAM)
    other = Place(chat=78)
    for place in (PLACE, other):
        newsroom.order(place)
    newsroom.telegram.api.faults.append(
        {"method": "sendMessage", "chat_id": 77, "status": 403, "description": "Forbidden: bot was blocked by the user"}
    )  # fmt: skip
    assert [sent["chat"]["id"] for sent in await newsroom.sent()] == [78]
    assert newsroom.state.digests.at(PLACE) is None
    newsroom.order(other)
    assert await newsroom.sent(digests=newsroom.digests(4711)) == []
    assert newsroom.state.digests.at(other) is None


async def test_a_topic_and_a_store_without_articles(newsroom: Newsroom) -> None:
    """A group's digest stands in its topic; before the first refresh there is nothing to say."""
    forum = Place(chat=-300, topic=9)
    newsroom.order(forum)
    assert await newsroom.sent() == []
    newsroom.refresh(NOW + timedelta(hours=20), dam=DAM)
    (digest,) = await newsroom.sent(1)
    assert (digest["chat"]["id"], digest["message_thread_id"]) == (-300, 9)


async def test_nobody_waits_for_a_digest_that_cannot_be_made(newsroom: Newsroom) -> None:
    """Such as one whose kept message cannot be read."""
    newsroom.refresh(dam=DAM)
    newsroom.order()
    (broken,) = newsroom.state.digests.of(77)
    newsroom.state.digests.begin(broken.id, {"letters": "no message"}, [], [])
    newsroom.order(Place(chat=78))
    assert [sent["chat"]["id"] for sent in await newsroom.sent()] == [78]
