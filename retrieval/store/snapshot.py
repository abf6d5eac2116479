"""One generation of the index, open for reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.condition import Condition
from retrieval.store.database import IndexDatabase
from retrieval.store.files import CATALOGUE
from retrieval.store.filters import Filters
from retrieval.store.lease import Lease
from retrieval.store.manifest import Manifest
from retrieval.store.metadata import metadata_filter
from retrieval.store.postings import Postings
from retrieval.store.sentence_table import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.store.files import StoreFiles
    from retrieval.store.postings import Matches

_NO_FILTERS = Filters()


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
        vectors: The vectors of its passages.
        sentences: The vectors of their sentences.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged, of another format, or its Chroma server is not reached.
    """

    def __init__(self, files: StoreFiles, name: str) -> None:
        folder = files.generation(name)
        self.name = name
        self._lease = Lease(folder)  # what is opened after it cannot vanish
        try:
            self.manifest = Manifest.read(folder)
            self._database = IndexDatabase(folder / CATALOGUE)
            self.vectors = files.vectors(name, kept=self.manifest.vectors)
        except BaseException:
            self._lease.release()
            raise
        self.catalogue = Catalogue(self._database)
        self.postings = Postings(self._database)
        self.sentences = SentenceTable(self._database)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters = _NO_FILTERS
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first.

        Args:
            vector: Of shape (dimension,).
            limit: At most so many.
            filters: What to search among.
        """
        return self.vectors.nearest(vector, limit, metadata_filter(filters, self.catalogue.outlets()))

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
        self.vectors.close()
        self._lease.release()


@contextmanager
def reading_catalogue(folder: Path) -> Iterator[Catalogue]:
    """The catalogue of a generation alone, without its vectors, which take memory.

    Args:
        folder: The generation's folder; it is not removed while the block runs.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged or of another format.
    """
    lease = Lease(folder)
    try:
        Manifest.read(folder)
        database = IndexDatabase(folder / CATALOGUE)
        try:
            yield Catalogue(database)
        finally:
            database.close()
    finally:
        lease.release()
