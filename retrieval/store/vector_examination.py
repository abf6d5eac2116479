"""A close look at the vectors of one generation: do they stand for the passages of its catalogue, word for word?"""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import ServerUnreachableError, StoreError
from retrieval.store.database import IndexDatabase
from retrieval.store.examination import Examination, listed
from retrieval.store.files import CATALOGUE, StoreFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from corpus import Passage
    from retrieval.store.manifest import Manifest
    from retrieval.store.vector_index import VectorIndex
    from retrieval.store.vectors import VectorRecord

_UNIT = 1e-3  # how far from 1 the length of a vector may be
_LOOKED_FOR = 20  # passages whose vectors are looked for
_MISSED = 0.5  # share of them that may be missed: an approximate index does not find everything


@dataclass(frozen=True, slots=True)
class VectorFaults:
    """What is wrong with vectors.

    Attributes:
        faults: In plain words.
        seen: How many vectors were looked at.
        readable: Whether they could be read at all, so that the sound ones can be used again.
    """

    faults: list[str]
    seen: int
    readable: bool


def examine_vectors(files: StoreFiles, name: str, manifest: Manifest) -> VectorFaults:
    """What is wrong with the vectors of a generation, whose catalogue can be read.

    Raises:
        ServerUnreachableError: The Chroma server that holds them is not reached.
    """
    try:
        _check_database(files.chroma_database(name))
        with (
            closing(IndexDatabase(files.generation(name) / CATALOGUE)) as database,
            files.vectors(name, kept=manifest.vectors).closing() as vectors,
        ):
            return VectorComparison(Examination(database).passages(), manifest.dimension).of(vectors)
    except ServerUnreachableError:
        raise
    except StoreError as error:
        return VectorFaults([f"the vectors cannot be read: {error}"], 0, readable=False)


def examine_vectors_apart(files: StoreFiles, name: str, manifest: Manifest) -> VectorFaults:
    """The same in another process, for a generation without checksums: Chroma may die of a damaged file."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            return pool.submit(examine_vectors, files, name, manifest).result()
        except BrokenProcessPool:
            return VectorFaults(["the vectors cannot be read: Chroma dies of them"], 0, readable=False)


def _check_database(path: Path) -> None:
    if not path.is_file():
        return  # a server has it, or opening it says that it is missing
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            ((word,),) = database.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as error:
        word = str(error)
    if word != "ok":
        raise StoreError(f"{path} is damaged ({' '.join(str(word).split())})")


class VectorComparison:
    """Vectors beside the passages that they should stand for.

    Args:
        passages: The passages, by id.
        dimension: Of the vectors.
    """

    def __init__(self, passages: Mapping[str, Passage], dimension: int) -> None:
        self._passages = passages
        self._dimension = dimension

    def of(self, vectors: VectorIndex) -> VectorFaults:
        """What is wrong with vectors.

        Raises:
            StoreError: They cannot be read.
        """
        counts: Counter[str] = Counter()
        examples: dict[str, list[str]] = {}
        found: dict[str, np.ndarray[Any, np.dtype[np.float32]]] = {}
        for record in vectors.records():
            found[record.id] = record.vector if len(found) < _LOOKED_FOR else np.empty(0, np.float32)
            for what in self._faults(record):
                counts[what] += 1
                examples.setdefault(what, []).append(record.id)
        faults = [
            f"{count:,} of {len(found):,} vectors {what} ({listed(examples[what])})"
            for what, count in counts.items()
        ]
        missing = sorted(self._passages.keys() - found.keys())
        if missing:
            none = "passage has no vector" if len(missing) == 1 else "passages have no vector"
            faults.append(f"{len(missing):,} {none} ({listed(missing)})")
        if not faults:
            faults += self._unfound(vectors, {id_: vector for id_, vector in found.items() if vector.size})
        return VectorFaults(faults, len(found), readable=True)

    def _faults(self, record: VectorRecord) -> Iterator[str]:
        passage = self._passages.get(record.id)
        if passage is None:
            yield "belong to no passage"
            return
        if record.text != passage.text:
            yield "stand beside other words than their passage's"
        place: tuple[Any, ...] = tuple(record.facts.get(name) for name in ("article_id", "start", "end"))
        if place != (passage.article_id, passage.start, passage.end):
            yield "name another place than their passage's"
        if record.vector.shape != (self._dimension,):
            yield f"have not the dimension {self._dimension}"
        elif not abs(float(np.linalg.norm(record.vector)) - 1.0) < _UNIT:  # also where it is not a number
            yield "are not of unit length"

    @staticmethod
    def _unfound(
        vectors: VectorIndex, sample: Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]
    ) -> Iterator[str]:
        """Whether a search finds vectors where they are."""
        missed = 0
        for vector in sample.values():
            nearest = vectors.nearest(vector, 1)
            missed += not nearest or abs(nearest[0][1] - 1.0) > _UNIT
        if missed > _MISSED * len(sample):
            yield f"a search does not find {missed} of {len(sample)} vectors where they are"
