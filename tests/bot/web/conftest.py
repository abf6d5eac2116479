"""What the tests of the web server share: one server over the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.retriever import HybridRetriever
from retrieval.store.store import Store
from tests.bot.web.article_store import ArticleStore, article_store
from tests.bot.web.served import Served, serving_web, web_settings
from tests.retrieval.no_chain import no_chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.fixture(scope="session")
def web_retriever(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> HybridRetriever:
    """Over the samples, with the settings of a server."""
    settings = web_settings(sample_home, sample_home)
    return HybridRetriever(
        store=Store.from_settings(settings),
        embeddings=embeddings,
        limit=settings.passages,
        zone=settings.zone,
    )


@pytest.fixture(scope="session")
def served(
    sample_home: Path, web_retriever: HybridRetriever, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The real server over the samples; tests must not change the store."""
    with serving_web(web_settings(sample_home, tmp_path_factory.mktemp("web")), web_retriever) as served:
        yield served


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """A client of the server that shows a good token."""
    with served.client() as client:
        yield client


@pytest.fixture
def stranger(served: Served) -> Iterator[httpx.Client]:
    """A client of the server that shows none."""
    with served.client(token=None) as client:
        yield client


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> ArticleStore:
    """Articles with earlier texts and copies, hostile ones, and a very long one; tests must not change them."""
    return article_store(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="session")
def reading(kept: ArticleStore) -> Iterator[Served]:
    """A server that shows them."""
    with serving_web(kept.settings, kept.retriever, no_chain) as served:
        yield served
