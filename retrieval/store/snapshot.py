"""One generation of the index, open for reading."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from retrieval.errors import StoreError
from retrieval.store.catalogue import Catalogue
from retrieval.store.checksums import stamps
from retrieval.store.condition import Condition
from retrieval.store.database import IndexDatabase
from retrieval.store.earlier_texts import EarlierTexts
from retrieval.store.files import CATALOGUE
from retrieval.store.filters import Filters
from retrieval.store.lease import Lease
from retrieval.store.manifest import Manifest
from retrieval.store.metadata import metadata_filter
from retrieval.store.postings import Postings
from retrieval.store.sentence_table import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.store.files import StoreFiles
    from retrieval.store.postings import Matches
    from retrieval.store.vectors import Vectors

_NO_FILTERS = Filters()
_PROBES = 3  # passages whose vectors are looked for
_SAME = 1e-3  # how far from 1 the cosine of a vector with itself may be


class Snapshot:
    """One generation of the index, open for reading; nothing that is published meanwhile changes it.

    Args:
        files: The store.
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

    def __init__(self, files: StoreFiles, name: str) -> None:
        folder = files.generation(name)
        self.name = name
        self._folder = folder
        self._lease = Lease(folder)  # what is opened after it cannot vanish
        try:
            self.manifest = Manifest.read(folder)
            self._stamps = stamps(folder, self.manifest.files)
            files.check_intact(folder, self.manifest)
            self._database = IndexDatabase(folder / CATALOGUE)
            self._vectors = files.vectors(name, kept=self.manifest.vectors)
        except BaseException:
            self._lease.release()
            raise
        self.catalogue = Catalogue(self._database)
        self.postings = Postings(self._database, self.manifest.analysis)
        self.sentences = SentenceTable(self._database)
        self.earlier_texts = EarlierTexts(self._database)

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of its passages.

        Raises:
            StoreError: They are not those of its passages.  Chroma may find nothing, or something else, without a word.
        """
        passages = self.catalogue.counts()[1]
        if len(self._vectors) != passages:
            self._refuse(f"it has {len(self._vectors):,} vectors for {passages:,} passages")
        sample = self.catalogue.sample(_PROBES)
        stored = self._vectors.stored(sample)
        if len(stored) != len(sample):
            self._refuse("it lacks vectors of passages")
        # One of several: an approximate index may miss a single vector.
        if stored and not any(self._finds(vector) for vector in stored.values()):
            self._refuse("its vectors are not found where they are")
        return self._vectors

    def _finds(self, vector: NDArray[np.float32]) -> bool:
        found = self._vectors.nearest(vector, 1)
        return bool(found) and abs(found[0][1] - 1.0) < _SAME

    def _refuse(self, fault: str) -> NoReturn:
        raise StoreError(f"{self._folder} is damaged: {fault}; mend it with: presscite doctor --repair")

    def is_altered(self) -> bool:
        """Whether somebody has written to its files since it was opened, which nobody should."""
        return stamps(self._folder, self.manifest.files) != self._stamps

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters = _NO_FILTERS
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first.

        Args:
            vector: Of shape (dimension,).
            limit: At most so many.
            filters: What to search among.
        """
        where = metadata_filter(filters, self.catalogue.outlets())
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

    def _within(self, found: list[tuple[str, float]], filters: Filters) -> list[tuple[str, float]]:
        """Those of the passages that pass the filters as the catalogue has it."""
        among = Condition.of(filters, self.catalogue.outlets())
        passing = self.catalogue.passing([id_ for id_, _ in found], among) if among else None
        return [(id_, cosine) for id_, cosine in found if passing is None or id_ in passing]

    def match(self, question: str, limit: int, filters: Filters = _NO_FILTERS) -> Matches:
        """The passages that share words with a question, best first.

        Args:
            question: Any text at all.
            limit: At most so many.
            filters: What to search among.
        """
        among = Condition.of(filters, self.catalogue.outlets())
        return self.postings.match(question, limit, self.catalogue.counts()[1], among)

    def close(self) -> None:
        """Let go of its files and memory."""
        self._database.close()
        self._vectors.close()
        self._lease.release()


@contextmanager
def reading_catalogue(files: StoreFiles, name: str) -> Iterator[Catalogue]:
    """The catalogue of a generation alone, without its vectors, which take memory.

    Args:
        files: The store.
        name: The generation; it is not removed while the block runs.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged or of another format.
    """
    folder = files.generation(name)
    lease = Lease(folder)
    try:
        manifest = Manifest.read(folder)
        files.check_intact(folder, manifest)
        database = IndexDatabase(folder / CATALOGUE)
        try:
            yield Catalogue(database)
        finally:
            database.close()
    finally:
        lease.release()
