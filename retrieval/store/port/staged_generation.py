"""The next generation while it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from retrieval.store.manifest import Manifest
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.port.catalogue_target import CatalogueTarget
    from retrieval.store.reusable_vectors import ReusableVectors
    from retrieval.store.vector_changes import VectorChanges


class StagedGeneration(Protocol):
    """The next generation while it is made: nobody else sees it before it is published."""

    @property
    def catalogue(self) -> CatalogueTarget:
        """Takes its articles; a copy of those of the base to begin with."""
        ...

    def write_vectors(
        self, changes: VectorChanges, embedder: PassageEmbedder, reuse: str | ReusableVectors | None
    ) -> int:
        """Bring its vectors to what the catalogue says.

        Args:
            changes: What changes of articles mean for them.
            embedder: Makes those that are missing.
            reuse: Vectors, or the name of a generation whose vectors, are taken over where a passage has the same id.

        Returns:
            Their dimension; 0 where none was written.

        Raises:
            ModelError: The model cannot be loaded, or fails.
            StoreError: They cannot be written.
        """
        ...

    def publish(self, manifest: Manifest, *, ends_hold: bool = False) -> None:
        """Make it the published generation, in one step.

        Args:
            manifest: What it says of itself.
            ends_hold: Whether refreshes by the clock are held no longer, in the same step.
        """
        ...

    def discard(self) -> None:
        """Throw it away, unless it was published after all."""
        ...
