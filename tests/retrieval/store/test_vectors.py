"""Vectors: an ordinary Chroma collection under cosine distance."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import chromadb
import numpy as np
import pytest

from retrieval.store.vectors import COLLECTION, Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def _unit(*values: float) -> NDArray[np.float32]:
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def _fill(vectors: Vectors) -> None:
    rows = np.stack([_unit(1, 0, 0), _unit(1, 1, 0), _unit(0, 0, 1)])
    facts: list[dict[str, Any]] = [
        {"source": "A", "published_at": 10.0},
        {"source": "B", "published_at": 20.0},
        {"source": "B"},
    ]
    vectors.add(["x", "y", "z"], rows, ["ex", "why", "zed"], facts)


def test_nearest_come_first_with_their_cosines(tmp_path: Path) -> None:
    """Cosines, not distances, best first."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    _fill(vectors)
    found = vectors.nearest(_unit(1, 0, 0), 2)
    assert [id_ for id_, _ in found] == ["x", "y"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.7071], abs=1e-3)
    vectors.close()


def test_filters_on_metadata(tmp_path: Path) -> None:
    """A date filter passes over passages that have no date."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    _fill(vectors)
    assert [id_ for id_, _ in vectors.nearest(_unit(1, 0, 0), 3, {"published_at": {"$gte": 15}})] == ["y"]
    assert {id_ for id_, _ in vectors.nearest(_unit(1, 0, 0), 3, {"source": {"$in": ["B"]}})} == {"y", "z"}
    vectors.close()


def test_what_is_removed_is_gone_after_reopening(tmp_path: Path) -> None:
    """Removing and describing are kept on disk; unknown ids do no harm."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    _fill(vectors)
    vectors.remove(["x", "never there"])
    vectors.describe(["y"], [{"source": "C"}])
    vectors.close()
    again = Vectors.in_folder(tmp_path, create=True)
    assert len(again) == 2
    assert [id_ for id_, _ in again.nearest(_unit(1, 0, 0), 3, {"source": "C"})] == ["y"]
    again.close()


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    """The folder is a plain Chroma store with ids, documents and metadata."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    _fill(vectors)
    vectors.close()
    client = chromadb.PersistentClient(str(tmp_path))
    got = client.get_collection(COLLECTION, embedding_function=None).get(ids=["z"])
    assert got["documents"] == ["zed"]
    client.close()  # type: ignore[attr-defined] # every client has it; its interface does not say so


def test_more_records_than_one_call_takes(tmp_path: Path) -> None:
    """Chroma's limit of records a call is none of the caller's business."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    count = vectors._client.get_max_batch_size() + 1
    rows = np.random.default_rng(1).normal(size=(count, 2)).astype(np.float32)
    ids = [str(n) for n in range(count)]
    vectors.add(ids, rows, ids, [{"n": n} for n in range(count)])
    assert len(vectors) == count
    vectors.remove(ids)
    assert len(vectors) == 0
    vectors.close()


def test_several_threads_open_and_close_one_folder(tmp_path: Path) -> None:
    """Two stores in a process that go over to a new generation at once both get it."""
    vectors = Vectors.in_folder(tmp_path, create=True)
    _fill(vectors)
    vectors.close()

    def use(_: int) -> int:
        mine = Vectors.in_folder(tmp_path)
        try:
            return len(mine.nearest(_unit(1, 0, 0), 3))
        finally:
            mine.close()

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(use, range(150))) == {3}
    finally:
        sys.setswitchinterval(usual)
