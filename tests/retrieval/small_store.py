"""A folder of articles, the store it is refreshed into, and everything a reader can meet in that store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.indexing.refresh import refresh
from retrieval.store.files import StoreFiles
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings


both_places = pytest.mark.parametrize("chroma_url", ["embedded", "server"], indirect=True)
"""Runs a test twice: with Chroma inside the process, and with a Chroma server."""


def write(path: Path, title: str, body: str) -> None:
    """Write an article; its time stamp always differs from the one before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def run(source: Path, settings: Settings, *, rebuild: bool = False) -> tuple[RefreshReport, list[str]]:
    """Refresh; the report, and the texts that were embedded."""
    embeddings = CountingEmbeddings(settings)
    return refresh([source], settings, rebuild=rebuild, embeddings=embeddings), embeddings.texts


def published(settings: Settings) -> Path:
    """Folder of the published generation."""
    files = StoreFiles(settings.home)
    return files.generation(str(files.published()))


def generations(settings: Settings) -> list[str]:
    """Names of all generations that are there."""
    return sorted(folder.name for folder in (settings.home / "store" / "generations").iterdir())


def contents(settings: Settings) -> dict[str, dict[str, object]]:
    """Everything a reader can meet in the store: article texts, passages, vectors, keyword matches."""
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        got = snapshot.vectors.collection.get(include=["documents", "metadatas", "embeddings"])
        assert got["documents"] is not None
        assert got["metadatas"] is not None
        assert got["embeddings"] is not None
        passages = snapshot.catalogue.passages(got["ids"])
        articles = snapshot.catalogue.articles(list({p.article_id for p in passages.values()}))
        sentences = snapshot.sentences.vectors(got["ids"])
        found = {
            id_: {
                "document": document,
                "facts": dict(facts),
                "vector": np.round(vector, 5).tolist(),
                "passage": (passages[id_].text, passages[id_].start, passages[id_].end),
                "article": articles[passages[id_].article_id],
                "by keyword": id_ in dict(snapshot.match(document, 100).found),
                "sentences": (sentences[id_].spans, np.round(sentences[id_].vectors, 5).tolist()),
            }
            for id_, document, facts, vector in zip(
                got["ids"], got["documents"], got["metadatas"], got["embeddings"], strict=True
            )
        }
        assert snapshot.catalogue.counts() == (len(articles), len(found))
    store.close()
    for entry in found.values():
        text, start, end = entry["passage"]
        assert entry["document"] == text == entry["article"].text[start:end]
        assert entry["by keyword"]
    return found
