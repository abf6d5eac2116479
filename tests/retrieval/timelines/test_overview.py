"""What is in the store, and its newest articles."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.errors import EmptyStoreError, QuestionError
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.timelines.overview import latest, overview

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

NOW = datetime(2026, 1, 15, tzinfo=UTC)
ARTICLES: list[dict[str, Any]] = [
    {"id": "a", "text": "The bakery in the old town has closed.", "published": "2025-05-01T10:00:00+05:00",
     "source": "Hill Post", "language": "en", "title": "Bakery closes", "url": "https://hill.example/bakery"},
    {"id": "b", "text": "Мост через реку открыт.", "published": "2025-05-02", "source": "Hill Post", "language": "ru"},
    {"id": "c", "text": "Боғи нав кушода шуд.", "published": "2025-05-01T04:59:00+00:00", "source": "Водӣ",
     "language": "tg"},
    {"id": "d", "text": "A report from next decade.", "published": "2031-01-01", "source": "Водӣ"},
    {"id": "e", "text": "Nobody knows when this was written.", "language": "en"},
]  # fmt: skip


@pytest.fixture(scope="module")
def store_of(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> Callable[[list[dict[str, Any]]], Store]:
    def made(articles: list[dict[str, Any]]) -> Store:
        folder = tmp_path_factory.mktemp("overview")
        lines = [*(json.dumps(one, ensure_ascii=False) for one in articles), "{broken"]
        (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
        settings = Settings(home=folder / "home")
        refresh([folder / "news.jsonl"], settings, embeddings=embeddings)
        return Store.from_settings(settings)

    return made


@pytest.fixture(scope="module")
def store(store_of: Callable[[list[dict[str, Any]]], Store]) -> Store:
    return store_of(ARTICLES)


def test_everything_is_counted(store: Store) -> None:
    """Articles, dates, outlets and languages; a date in the future is not the newest."""
    found = overview(store, now=NOW)
    assert (found.articles, found.passages) == (5, 5)
    assert found.oldest == datetime(2025, 5, 1, 4, 59, tzinfo=UTC)
    assert found.newest == datetime(2025, 5, 2, tzinfo=UTC)
    assert (found.undated, found.future) == (1, 1)
    assert found.model == "multilingual-e5-small"
    by_name = {outlet.name: outlet for outlet in found.outlets}
    assert {name: outlet.articles for name, outlet in by_name.items()} == {"Hill Post": 2, "Водӣ": 2, None: 1}
    assert by_name["Hill Post"].languages == ("en", "ru")
    assert by_name["Водӣ"].newest == datetime(2025, 5, 1, 4, 59, tzinfo=UTC)
    assert by_name[None].newest is None
    assert sum(count for _, count in found.languages) == 5
    assert dict(found.languages)["ru"] == 1


def test_the_last_refresh(store: Store) -> None:
    """When it was, and what could not be taken."""
    found = overview(store, now=NOW)
    assert found.refreshed is not None
    assert (datetime.now(UTC) - found.refreshed).total_seconds() < 600
    assert (found.failures, found.broken) == (1, 0)


def test_without_a_journal(store_of: Callable[[list[dict[str, Any]]], Store]) -> None:
    """A journal that is lost costs what it knew and nothing else."""
    store = store_of(ARTICLES[:1])
    (Path(store.engine.place) / "journal.db").unlink()
    found = overview(store, now=NOW)
    assert (found.articles, found.refreshed, found.failures) == (1, None, 0)


def test_newest_first(store: Store) -> None:
    """By the moment, whatever the time zone; the future comes last and marked, the undated never."""
    found = latest(store, now=NOW)
    assert [(headline.article_id, headline.future) for headline in found] == [
        ("b", False),
        ("a", False),
        ("c", False),
        ("d", True),
    ]
    first = found[1]
    assert (first.title, first.url, first.source) == (
        "Bakery closes",
        "https://hill.example/bakery",
        "Hill Post",
    )
    assert first.language == "en"


def test_limit_and_outlets(store: Store) -> None:
    """So many, and of these outlets, in any case; an unknown outlet has none."""
    assert [h.article_id for h in latest(store, 1, now=NOW)] == ["b"]
    assert [h.article_id for h in latest(store, sources=["hill POST"], now=NOW)] == ["b", "a"]
    assert latest(store, sources=["Nobody"], now=NOW) == []
    with pytest.raises(QuestionError, match="limit = 0"):
        latest(store, 0)


def test_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """As when a question is asked."""
    store = Store.from_settings(Settings(home=tmp_path))
    for look in (overview, latest):
        with pytest.raises(EmptyStoreError, match="presscite refresh"):
            look(store)


def test_store_whose_articles_are_all_gone(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """Nothing is left to count, and nothing fails."""
    folder, settings = tmp_path / "news", Settings(home=tmp_path / "home")
    folder.mkdir()
    (folder / "one.txt").write_text("The bakery in the old town has closed for good.", "utf-8")
    refresh([folder], settings, embeddings=embeddings)
    (folder / "one.txt").unlink()
    refresh([folder], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    found = overview(store)
    assert (found.articles, found.oldest, found.newest, found.outlets) == (0, None, None, ())
    assert latest(store) == []
