"""A snapshot: one generation, searched with filters; vectors that are not its passages' are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import StoreError
from retrieval.store.engine import store_engine
from retrieval.store.files import StoreFiles
from retrieval.store.filters import Filters
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.snapshot import Snapshot, reading_catalogue
from tests.retrieval.counting_embeddings import DIMENSION
from tests.retrieval.small_store import all_places, in_vectors, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.settings import Settings
    from retrieval.store.vectors import Vectors


@pytest.fixture
def files(stored: Settings) -> StoreFiles:
    return StoreFiles(stored.home)


def opened(settings: Settings) -> Snapshot:
    engine = store_engine(settings)
    return Snapshot(engine, str(engine.published()))


@all_places
def test_both_halves_name_the_same_passages(stored: Settings) -> None:
    """Whatever one half finds, the catalogue knows, with its sentences; a filter that nothing passes finds nothing."""
    snapshot = opened(stored)
    vector = np.eye(1, DIMENSION, dtype=np.float32)[0]
    by_vector = [id_ for id_, _ in snapshot.nearest(vector, 100)]
    by_word = [id_ for id_, _ in snapshot.match("article sentences", 100).found]
    assert set(by_vector) == set(by_word)
    assert len(snapshot.catalogue.hits(dict.fromkeys(by_vector, 0.0))) == len(by_vector)
    assert snapshot.sentences.vectors(by_vector).keys() == set(by_vector)
    dated = Filters(published_after=datetime(2000, 1, 1, tzinfo=UTC))
    assert snapshot.nearest(vector, 100, dated) == []
    assert snapshot.match("article sentences", 100, dated).found == []
    snapshot.close()


def _take_one(vectors: Vectors) -> None:
    vectors.remove([next(vectors.records()).id])


def _exchange_all(vectors: Vectors) -> None:
    ids = [record.id for record in vectors.records()]
    vectors.remove(ids)
    others = np.eye(len(ids), DIMENSION, dtype=np.float32) + 0.1
    vectors.add([f"other-{id_}" for id_ in ids], others, ids, [{"article_id": "x"} for _ in ids])


@all_places
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_take_one, "vectors for"),
        (_exchange_all, "lacks vectors of"),
    ],
)
def test_vectors_of_other_passages_are_refused(
    stored: Settings, change: Callable[[Vectors], None], words: str
) -> None:
    """Else a search would find too little, or something else, and the answer be that the articles do not say."""
    in_vectors(stored, change)
    snapshot = opened(stored)
    for _ in range(2):
        with pytest.raises(StoreError, match=rf"is damaged.*{words}.*doctor --repair"):
            snapshot.nearest(np.eye(1, DIMENSION, dtype=np.float32)[0], 9)
    assert snapshot.match("article", 9).found  # words are found all the same
    snapshot.close()


def test_catalogue_alone(files: StoreFiles, stored: Settings) -> None:
    """It is read without its vectors, and not where its file is damaged, or its generation gone."""
    name = str(files.published())
    with reading_catalogue(FolderEngine(files), name) as catalogue:
        assert catalogue.counts()[0] == 4
    path = published(stored) / "catalogue.db"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="is damaged"), reading_catalogue(FolderEngine(files), name):
        pass
    with pytest.raises(FileNotFoundError), reading_catalogue(FolderEngine(files), "nowhere"):
        pass
