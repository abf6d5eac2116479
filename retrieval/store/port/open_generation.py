"""A generation that is open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from retrieval.store.catalogue import Catalogue
    from retrieval.store.manifest import Manifest
    from retrieval.store.postings import Postings
    from retrieval.store.sentence_table import SentenceTable
    from retrieval.store.tables import Tables
    from retrieval.store.vector_index import VectorIndex


class OpenGeneration(Protocol):
    """A generation that is open for reading: it is not removed before it is closed."""

    @property
    def place(self) -> str:
        """Which one it is, for messages."""
        ...

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""
        ...

    @property
    def tables(self) -> Tables:
        """Its tables, to be asked in SQL."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Its articles and passages."""
        ...

    @property
    def postings(self) -> Postings:
        """Which of its passages hold which terms."""
        ...

    @property
    def sentences(self) -> SentenceTable:
        """The vectors of their sentences."""
        ...

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of its passages; opened when they are first asked for.

        Raises:
            StoreError: They cannot be opened.
        """
        ...

    def is_altered(self) -> bool:
        """Whether it is not what was opened any more, so that it has to be opened anew."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
