"""One generation of the index, open for reading."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from retrieval.errors import StoreError
from retrieval.store.condition import Condition
from retrieval.store.earlier_texts import EarlierTexts
from retrieval.store.filters import Filters
from retrieval.store.metadata import metadata_filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.store.catalogue import Catalogue
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.postings import Matches
    from retrieval.store.vector_index import VectorIndex

_NO_FILTERS = Filters()
_PROBES = 3  # passages whose vectors are looked for
_SAME = 1e-3  # how far from 1 the cosine of a vector with itself may be


class Snapshot:
    """One generation of the index, open for reading; nothing that is published meanwhile changes it.

    Args:
        engine: What keeps the store.
        name: Name of the generation.

    Attributes:
        name: The same name.
        manifest: What the generation says of itself.
        catalogue: Its articles and passages.
        postings: Which passages hold which terms.
        sentences: The vectors of their sentences.
        earlier_texts: Texts that articles had before.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged, of another format, or its Chroma server is not reached.
    """

    def __init__(self, engine: StoreEngine, name: str) -> None:
        self.name = name
        self._opened = engine.opened(name)
        self.manifest = self._opened.manifest
        self.catalogue = self._opened.catalogue
        self.postings = self._opened.postings
        self.sentences = self._opened.sentences
        self.earlier_texts = EarlierTexts(self._opened.tables)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of its passages.

        Raises:
            StoreError: They are not those of its passages.  Chroma may find nothing, or something else, without a word.
        """
        vectors = self._opened.vectors
        fault = vectors.count_fault(self.catalogue.counts()[1])
        if fault is not None:
            self._refuse(fault)
        sample = self.catalogue.sample(_PROBES)
        stored = vectors.stored(sample)
        if len(stored) != len(sample):
            self._refuse("it lacks vectors of passages")
        # One of several: an approximate index may miss a single vector.
        if stored and not any(_finds(vectors, vector) for vector in stored.values()):
            self._refuse("its vectors are not found where they are")
        return vectors

    def _refuse(self, fault: str) -> NoReturn:
        raise StoreError(f"{self._opened.place} is damaged: {fault}; mend it with: presscite doctor --repair")

    def is_altered(self) -> bool:
        """Whether it is not what was opened any more, so that it has to be opened anew."""
        return self._opened.is_altered()

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters = _NO_FILTERS
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first.

        Args:
            vector: Of shape (dimension,).
            limit: At most so many.
            filters: What to search among.
        """
        where = metadata_filter(filters, self._outlets(filters))
        found = self.vectors.nearest(vector, limit, where)
        if not (filters.first_day or filters.end_day):
            return found
        asked, within = limit, self._within(found, filters)
        # Chroma finds some that were published on the days around: as many more are asked for.
        while len(within) < limit and len(found) == asked:
            asked *= 2
            found = self.vectors.nearest(vector, asked, where)
            within = self._within(found, filters)
        return within[:limit]

    def _outlets(self, filters: Filters) -> Sequence[str]:
        """The outlets among which those of filters are; not read where these name none."""
        return self.catalogue.outlets() if filters.sources else ()

    def _within(self, found: list[tuple[str, float]], filters: Filters) -> list[tuple[str, float]]:
        """Those of the passages that pass the filters as the catalogue has it."""
        among = Condition.of(filters, self._outlets(filters))
        passing = self.catalogue.passing([id_ for id_, _ in found], among) if among else None
        return [(id_, cosine) for id_, cosine in found if passing is None or id_ in passing]

    def match(self, question: str, limit: int, filters: Filters = _NO_FILTERS) -> Matches:
        """The passages that share words with a question, best first.

        Args:
            question: Any text at all.
            limit: At most so many.
            filters: What to search among.
        """
        among = Condition.of(filters, self._outlets(filters))
        return self.postings.match(question, limit, self.catalogue.counts()[1], among)

    def close(self) -> None:
        """Let go of its files and memory."""
        self._opened.close()


def _finds(vectors: VectorIndex, vector: NDArray[np.float32]) -> bool:
    found = vectors.nearest(vector, 1)
    return bool(found) and abs(found[0][1] - 1.0) < _SAME


@contextmanager
def reading_catalogue(engine: StoreEngine, name: str) -> Iterator[Catalogue]:
    """The catalogue of a generation alone, without its vectors, which take memory.

    Args:
        engine: What keeps the store.
        name: The generation; it is not removed while the block runs.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged or of another format.
    """
    opened = engine.opened(name, vectors=False)
    try:
        yield opened.catalogue
    finally:
        opened.close()
