"""A store of the samples for soak runs of the bot, and the environment of a process that answers from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.conftest import SAMPLES, subprocess_env

if TYPE_CHECKING:
    from pathlib import Path


def sample_env(folder: Path) -> dict[str, str]:
    """Make the store in a folder; returns the environment."""
    settings = Settings(home=folder / "home")
    report = refresh([SAMPLES], settings, embeddings=SentenceTransformerEmbeddings.from_settings(settings))
    assert not report.failed, report
    return subprocess_env(settings.home, settings.model_cache)
