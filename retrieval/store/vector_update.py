"""How the vectors of the next generation come about: copied and changed, or filled into a new collection."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import StoreError
from retrieval.store.database import IndexDatabase
from retrieval.store.files import CATALOGUE
from retrieval.store.manifest import EMBEDDED, FORMAT, SERVER, Manifest
from retrieval.store.metadata import metadata
from retrieval.store.reusable_vectors import ReusableVectors
from retrieval.store.sentence_table import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.store.catalogue_writer import CatalogueWriter
    from retrieval.store.files import StoreFiles
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.vector_changes import VectorChanges
    from retrieval.store.vectors import Vectors

_DESCRIBED_AT_ONCE = 256  # articles


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
        reuse: Vectors that are taken over, or the name of the generation that has them; `None` where there are none.
    """

    kept = EMBEDDED

    def __init__(self, files: StoreFiles, folder: Path, reuse: str | ReusableVectors | None) -> None:
        self._files = files
        self._folder = folder
        self._reuse = reuse

    def apply(self, changes: VectorChanges, catalogue: CatalogueWriter, embedder: PassageEmbedder) -> int:
        """See `VectorUpdate`."""
        with self._files.vectors(self._folder.name, kept=self.kept, create=True).closing() as vectors:
            catalogue.forget_vectors()
            with self._reusable() as reusable:
                return embedder.embed_missing(vectors, reusable, frozenset(changes.gone))

    @contextmanager
    def _reusable(self) -> Iterator[ReusableVectors | None]:
        """What is taken over; `None` where everything is embedded anew."""
        with ExitStack() as opened:
            yield self._opened(self._reuse, opened) if isinstance(self._reuse, str) else self._reuse

    def _opened(self, name: str, opened: ExitStack) -> ReusableVectors | None:
        folder = self._files.generation(name)
        try:
            manifest = Manifest.read_any(folder)
            if manifest.format != FORMAT:
                return None  # it has no vectors of sentences
            self._files.check_intact(folder, manifest)
            vectors = opened.enter_context(self._files.vectors(folder.name, kept=manifest.vectors).closing())
            database = opened.enter_context(closing(IndexDatabase(folder / CATALOGUE)))
        except StoreError:
            return None
        return ReusableVectors(vectors, SentenceTable(database), manifest.dimension)


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
