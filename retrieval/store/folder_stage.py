"""The next generation while it is made, in a folder that nobody points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue_writer import CatalogueWriter
from retrieval.store.files import CATALOGUE
from retrieval.store.hold import RefreshHold
from retrieval.store.manifest import EMBEDDED, Manifest
from retrieval.store.vector_update import CopiedVectors, NewVectors, ServerVectors

if TYPE_CHECKING:
    from retrieval.store.files import StoreFiles
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.reusable_vectors import ReusableVectors
    from retrieval.store.vector_changes import VectorChanges
    from retrieval.store.vector_update import VectorUpdate


class FolderStage:
    """The next generation in a folder of its own; see `StagedGeneration`.

    Args:
        files: The store, which is locked.
        base: Name of the generation to start from; `None` to start from nothing.
        earlier_texts: How many texts of an article are kept once it has another one.

    Attributes:
        catalogue: Takes its articles.
    """

    def __init__(self, files: StoreFiles, base: str | None, earlier_texts: int) -> None:
        self._files = files
        self._base = base
        self._folder = files.stage(base)
        try:
            self.catalogue = CatalogueWriter(self._folder / CATALOGUE, earlier_texts)
        except BaseException:
            self.discard()
            raise

    def write_vectors(
        self, changes: VectorChanges, embedder: PassageEmbedder, reuse: str | ReusableVectors | None
    ) -> int:
        """Bring its vectors to what the catalogue says; see `StagedGeneration`."""
        return self._vector_update(reuse).apply(changes, self.catalogue, embedder)

    def _vector_update(self, reuse: str | ReusableVectors | None) -> VectorUpdate:
        """The way to this generation's vectors, by where the base has its own and where they are to be."""
        files, folder, base = self._files, self._folder, self._base
        if files.server is not None:
            return ServerVectors(files, folder, reuse)
        if base is not None and Manifest.read(files.generation(base)).vectors == EMBEDDED:
            return CopiedVectors(files, folder, base)
        return NewVectors(files, folder, reuse)

    def publish(self, manifest: Manifest, *, ends_hold: bool = False) -> None:
        """Make it the published generation, in one step that survives a power cut; see `StagedGeneration`."""
        if ends_hold:
            RefreshHold(self._files.folder, self._files.published).end_with(self._folder.name)
        self._files.publish(self._folder, manifest)

    def discard(self) -> None:
        """Throw it away, unless it was published after all."""
        self._files.discard(self._folder)
