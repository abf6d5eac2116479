"""The packaged encoder for the learned decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def packaged(model_cache: Path) -> PackagedEmbeddings:
    return PackagedEmbeddings(PACKAGED_MODEL, model_cache)
