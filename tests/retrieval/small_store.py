"""A folder of articles, the store it is refreshed into, and everything a reader can meet in that store."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.indexing.refresh import refresh
from retrieval.store.engine import store_engine
from retrieval.store.files import StoreFiles
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings
    from retrieval.store.postgres.engine import PostgresEngine
    from retrieval.store.vectors import Vectors


both_places = pytest.mark.parametrize("place", ["embedded", "server"], indirect=True)
"""Runs a test twice: with Chroma inside the process, and with a Chroma server."""

all_places = pytest.mark.parametrize("place", ["embedded", "server", "postgres"], indirect=True)
"""Runs a test also with a store in PostgreSQL."""


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
    """Folder of the published generation; of one in PostgreSQL, a path with its name."""
    return settings.home / "store" / "generations" / str(store_engine(settings).published())


def forget(address: str | None) -> None:
    """Let go of the connections to a database."""
    if address is not None:
        from retrieval.store.postgres.engine import forget_engines

        forget_engines()


def postgres_of(settings: Settings) -> PostgresEngine:
    """The engine of a store in PostgreSQL."""
    from retrieval.store.postgres.engine import PostgresEngine

    engine = store_engine(settings)
    assert isinstance(engine, PostgresEngine)
    return engine


def in_vectors(settings: Settings, work: Callable[[Vectors], object]) -> None:
    """Do something to the vectors of the published generation, which nobody should."""
    if settings.database_url is not None:
        engine = postgres_of(settings)
        work(engine.server.open(engine.registry.find(str(engine.published())).collection))
        return
    files = StoreFiles(settings.home, settings.chroma_address)
    name = str(files.published())
    with files.vectors(name, kept="server" if files.server else "embedded").closing() as vectors:
        work(vectors)


def note_in_manifest(settings: Settings, facts: dict[str, int], name: str | None = None) -> None:
    """Let a generation say something else of itself; the published one where none is named."""
    if settings.database_url is not None:
        engine = postgres_of(settings)
        assigned = ", ".join(f"{fact} = {value}" for fact, value in facts.items())
        with engine.database.autocommit() as connection:
            connection.exec_driver_sql(
                f"UPDATE store_generations SET {assigned} WHERE name = %s",  # noqa: S608 - of the tests
                (name or engine.published(),),
            )
        return
    path = (published(settings).parent / name if name else published(settings)) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **facts}), "utf-8")


def generations(settings: Settings) -> list[str]:
    """Names of all generations that are there."""
    if settings.database_url is not None:
        engine = store_engine(settings)
        name = engine.published()
        return sorted([*engine.before(), *([name] if name else [])])
    return sorted(folder.name for folder in (settings.home / "store" / "generations").iterdir())


def contents(settings: Settings) -> dict[str, dict[str, object]]:
    """Everything a reader can meet in the store: article texts, passages, vectors, keyword matches."""
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        records = list(snapshot.vectors.records())
        ids = [record.id for record in records]
        passages = snapshot.catalogue.passages(ids)
        articles = snapshot.catalogue.articles(list({p.article_id for p in passages.values()}))
        sentences = snapshot.sentences.vectors(ids)
        found = {
            id_: {
                "document": document,
                "facts": dict(facts),
                "vector": np.round(vector, 5).tolist(),
                "passage": (passages[id_].text, passages[id_].start, passages[id_].end),
                "article": articles[passages[id_].article_id],
                "by keyword": id_ in dict(snapshot.match(str(document), 100).found),
                "sentences": (sentences[id_].spans, np.round(sentences[id_].vectors, 5).tolist()),
            }
            for id_, vector, document, facts in records
        }
        assert snapshot.catalogue.counts() == (len(articles), len(found))
    store.close()
    for entry in found.values():
        text, start, end = entry["passage"]
        assert entry["document"] == text == entry["article"].text[start:end]
        assert entry["by keyword"]
    return found
