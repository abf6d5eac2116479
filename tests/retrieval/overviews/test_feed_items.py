"""What a feed tells."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError
from retrieval.indexing.refresh import refresh
from retrieval.overviews.feed_items import feed_items
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.retrieval.overviews.test_day_stories import NEWS, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.mark.parametrize("watched", [False, True])
def test_the_newest_on_a_topic_one_story_once(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings, *, watched: bool
) -> None:
    """Copies, articles on something else, undated ones and those of the future are none of it."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, outlet, hours, text in NEWS:
        published = datetime.fromtimestamp(NOW.timestamp() - hours * 3600, UTC).isoformat()
        (folder / f"{name}.md").write_text(
            f"---\ntitle: About {name}\nsource: {outlet}\npublished: {published}\n---\n\n{text}\n"
        )
    (folder / "undated.md").write_text(
        "Floods in Khujand were feared for years, an engineer of the city said.\n"
    )
    settings = Settings(home=tmp_path / "home")
    refresh([folder], settings, embeddings=embeddings)
    retriever = HybridRetriever(store=Store.from_settings(settings), embeddings=embeddings)
    found = feed_items(retriever, "floods in Khujand", NOW, watched=watched)
    assert [citation.number for citation in found] == list(range(1, len(found) + 1))
    floods = [citation for citation in found if "flood" in citation.title]
    assert len(floods) == 1
    assert "Khujand" in floods[0].quote
    assert all(citation.published and citation.published <= NOW for citation in found)
    assert "chess" not in " ".join(citation.title for citation in found if citation.number == 1)


def test_a_store_that_nobody_has_filled(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """Says so."""
    empty = HybridRetriever(store=Store.from_settings(Settings(home=tmp_path)), embeddings=embeddings)
    with pytest.raises(EmptyStoreError):
        feed_items(empty, "Rogun", NOW, watched=False)
