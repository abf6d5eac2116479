"""How the vectors of the next generation come about: copied and changed, or filled into a new collection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import StoreError
from retrieval.store.manifest import EMBEDDED, SERVER
from retrieval.store.metadata import metadata
from retrieval.store.reusable_vectors import ReusableVectors

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.store.catalogue_writer import CatalogueWriter
    from retrieval.store.files import StoreFiles
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.vectors import Vectors

_DESCRIBED_AT_ONCE = 256  # articles


@dataclass(slots=True)
class VectorChanges:
    """What changes of articles mean for their vectors.

    Attributes:
        gone: Ids of passages whose vectors are of no use now.
        touched: Ids of articles put in, whose kept passages need new metadata.
    """

    gone: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)


class VectorUpdate(Protocol):
    """Brings the vectors of a staged generation to what its catalogue says."""

    def apply(self, changes: VectorChanges, catalogue: CatalogueWriter, embedder: PassageEmbedder) -> int:
        """Write them.

        Returns:
            Their dimension; 0 where none was written.

        Raises:
            ModelError: The model cannot be loaded, or fails.
            StoreError: They cannot be written.
        """
        ...


class CopiedVectors:
    """The vectors in the base's folder are copied, and the copy is changed where they are.

    Args:
        files: The store.
        folder: The staged folder.
        base: Name of the generation to copy from.
    """

    def __init__(self, files: StoreFiles, folder: Path, base: str) -> None:
        self._files = files
        self._folder = folder
        self._base = base

    def apply(self, changes: VectorChanges, catalogue: CatalogueWriter, embedder: PassageEmbedder) -> int:
        """See `VectorUpdate`."""
        self._files.copy_vectors(self._base, self._folder)
        with self._files.vectors(self._folder.name, kept=EMBEDDED).closing() as vectors:
            vectors.remove(changes.gone)
            _describe(changes.touched, catalogue, vectors)
            return embedder.embed_missing(vectors)


class NewVectors:
    """A new collection in the staged folder is filled; where another generation has a vector, it is taken over.

    Args:
        files: The store.
        folder: The staged folder.
        reuse: Name of the generation whose vectors are taken over; `None` where there is none.
    """

    kept = EMBEDDED

    def __init__(self, files: StoreFiles, folder: Path, reuse: str | None) -> None:
        self._files = files
        self._folder = folder
        self._reuse = reuse

    def apply(self, changes: VectorChanges, catalogue: CatalogueWriter, embedder: PassageEmbedder) -> int:
        """See `VectorUpdate`."""
        with self._files.vectors(self._folder.name, kept=self.kept, create=True).closing() as vectors:
            catalogue.forget_vectors()
            reusable = self._reusable()
            try:
                return embedder.embed_missing(vectors, reusable, frozenset(changes.gone))
            finally:
                if reusable is not None:
                    reusable.close()

    def _reusable(self) -> ReusableVectors | None:
        if self._reuse is None:
            return None
        try:
            return ReusableVectors(self._files, self._reuse)
        except StoreError:
            return None  # then everything is embedded anew


class ServerVectors(NewVectors):
    """The same in a Chroma server, where collections that nobody reads any more make room first."""

    kept = SERVER

    def apply(self, changes: VectorChanges, catalogue: CatalogueWriter, embedder: PassageEmbedder) -> int:
        """See `VectorUpdate`."""
        self._files.clear_server()
        return super().apply(changes, catalogue, embedder)


def _describe(article_ids: list[str], catalogue: CatalogueWriter, vectors: Vectors) -> None:
    """Bring the metadata of passages that kept their vectors up to date."""
    for start in range(0, len(article_ids), _DESCRIBED_AT_ONCE):
        kept = catalogue.embedded_passages(article_ids[start : start + _DESCRIBED_AT_ONCE])
        if kept:
            vectors.describe([p.id for p, _ in kept], [metadata(p, a) for p, a in kept])
