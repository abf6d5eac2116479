"""What the tests of handlers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.fixture
def retriever(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> HybridRetriever:
    """Over the samples."""
    return HybridRetriever(store=Store.from_settings(Settings(home=sample_home)), embeddings=embeddings)
