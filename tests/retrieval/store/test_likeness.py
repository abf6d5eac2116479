"""Two stores compared: what they answer differently is named."""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.settings import Settings
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.likeness import differences
from retrieval.store.snapshot import Snapshot
from tests.retrieval.small_store import in_vectors, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def compared(one: Settings, other: Settings) -> list[str]:
    engines = FolderEngine.at(one.home), FolderEngine.at(other.home)
    first, second = (Snapshot(engine, str(engine.published())) for engine in engines)
    with closing(first), closing(second):
        return differences(first, second)


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> tuple[Settings, Settings]:
    """Two stores of the same articles."""
    stores = tuple(Settings(home=tmp_path / name, passage_chars=200) for name in ("one", "other"))
    for settings in stores:
        run(folder, settings)
    return stores[0], stores[1]


def test_builds_of_the_same_articles_are_alike(pair: tuple[Settings, Settings]) -> None:
    """Nothing is named."""
    assert compared(*pair) == []


def test_other_articles(pair: tuple[Settings, Settings], folder: Path) -> None:
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, pair[1])
    assert compared(*pair) == ["they do not hold the same articles"]


def test_other_postings(pair: tuple[Settings, Settings]) -> None:
    """A search by the words of a headline tells."""
    _in_catalogue(pair[1], "UPDATE keywords SET title = 'other words'")
    assert any("search by words" in what for what in compared(*pair))


def test_other_sentences(pair: tuple[Settings, Settings]) -> None:
    with closing(sqlite3.connect(published(pair[0]) / "catalogue.db")) as database:
        ((kept,),) = database.execute("SELECT vectors FROM sentences WHERE passage = 2").fetchall()
    _in_catalogue(pair[1], "UPDATE sentences SET vectors = ? WHERE passage = 1", kept)
    assert any("sentences of the passage" in what for what in compared(*pair))


def test_other_vectors(pair: tuple[Settings, Settings]) -> None:
    """To the fourth digit."""
    in_vectors(
        pair[1],
        lambda vectors: vectors.collection.update(
            ids=[next(vectors.records()).id], embeddings=np.eye(1, 8, dtype=np.float32)
        ),
    )
    assert any("vectors of the same passages" in what for what in compared(*pair))


@pytest.mark.parametrize(("searches", "alike"), [(1, True), (1_000, False)])
def test_searches_that_miss_a_passage(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, searches: int, alike: bool
) -> None:
    """An approximate index may miss one now and then; where every search misses one, the stores differ."""
    for n in range(40):
        write(folder / f"more-{n}.txt", f"Number {n}", f"Something else happened in town {n}.")
    stores = [Settings(home=tmp_path / name, passage_chars=200) for name in ("one", "other")]
    for settings in stores:
        run(folder, settings)
    nearest, calls = Snapshot.nearest, itertools.count()

    def misses(snapshot: Snapshot, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        found = nearest(snapshot, vector, limit)
        search, of_the_other = divmod(next(calls), 2)  # both are searched in turn
        return found[1:] if of_the_other and search < searches else found

    monkeypatch.setattr(Snapshot, "nearest", misses)
    assert [("found by vector" in what) for what in compared(*stores)] == ([] if alike else [True])


def _in_catalogue(settings: Settings, statement: str, *values: object) -> None:
    """Change what nobody should; the manifest's checksum is forgotten with it."""
    folder = published(settings)
    with closing(sqlite3.connect(folder / "catalogue.db")) as database, database:
        database.execute(statement, values)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "files": {}}), "utf-8")
