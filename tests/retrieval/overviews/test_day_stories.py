"""The stories of a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError
from retrieval.indexing.refresh import refresh
from retrieval.overviews.day_stories import day_stories
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.overviews.day_stories import DayStory

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
FLOOD = (
    "Floods in Khujand damaged forty houses on the bank of the Syr Darya. The mayor said that nobody was hurt. "
    "Rescuers took two hundred people to schools in the centre of the city."
)
CHESS = (
    "Zarina Rashidova, a schoolteacher from Kulob, won the national chess final. She beat the champion in forty moves. "
    "The prize is a car, which she gives to her school."
)
OF_CHESS = "Зарина Рашидова, школьная учительница из Куляба, выиграла финал страны по шахматам. Она обыграла чемпиона."
NEWS = (
    ("flood", "Sample Wire", 5, FLOOD),
    ("flood-copy", "Asia Post", 4, FLOOD + " It was reported by an agency of the region."),
    ("chess", "Asia Post", 1, CHESS),
    ("chess-ru", "Asia Post", 2, OF_CHESS),
    (
        "old",
        "Asia Post",
        90,
        "A bridge over the Panj was closed for repairs by the transport ministry this spring.",
    ),
    (
        "future",
        "Asia Post",
        -900,
        "A fair of honey opens in Dushanbe next year, and it lasts for three days.",
    ),
)


@pytest.fixture(scope="module")
def news(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> HybridRetriever:
    """A store of news, the age of each in hours."""
    folder: Path = tmp_path_factory.mktemp("news")
    for name, outlet, hours, text in NEWS:
        published = (NOW - timedelta(hours=hours)).isoformat()
        (folder / f"{name}.md").write_text(
            f"---\ntitle: About {name}\nsource: {outlet}\npublished: {published}\n---\n\n{text}\n"
        )
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    refresh([folder], settings, embeddings=embeddings)
    return HybridRetriever(store=Store.from_settings(settings), embeddings=embeddings)


def found(
    news: HybridRetriever, limit: int = 9, known: tuple[bytes, ...] = (), language: str = "en"
) -> list[DayStory]:
    since = NOW - timedelta(hours=36)
    return day_stories(news, since, NOW, language=language, known=known, limit=limit)


def test_a_story_once_with_its_first_sentence(news: HybridRetriever) -> None:
    """What more outlets have comes first, then the newest; what is older, or still to come, is none of the day's."""
    stories = found(news)
    assert [story.outlets for story in stories] == [2, 1, 1]
    assert stories[0].citation.quote == "Floods in Khujand damaged forty houses on the bank of the Syr Darya."
    assert stories[0].citation.title == "About flood", "of copies, the one that came first"
    assert [story.citation.number for story in stories] == [1, 2, 3]
    assert stories[1].citation.quote.startswith("Zarina Rashidova")
    with news.store.reading() as snapshot:
        for story in stories:
            article = snapshot.catalogue.article(story.citation.article_id)
            assert article is not None
            assert article.text[story.citation.start : story.citation.end] == story.citation.quote


def test_what_is_known_is_left_out(news: HybridRetriever) -> None:
    """Also where a copy of it was shown; at most as many as are wanted."""
    (first,) = found(news, 1)
    rest = found(news, known=(first.signature,))
    assert "Floods" not in " ".join(story.citation.quote for story in rest)
    assert len(rest) == 2


def test_a_store_that_nobody_has_filled(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """Says so."""
    empty = HybridRetriever(store=Store.from_settings(Settings(home=tmp_path)), embeddings=embeddings)
    with pytest.raises(EmptyStoreError):
        found(empty)
