"""The vectors of the passages of one generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.store.vectors import VectorRecord


class VectorIndex(Protocol):
    """The vectors of the passages of one generation, by passage id.

    Raises:
        StoreError: From any method, where they cannot be read or written.
    """

    def __len__(self) -> int: ...

    def count_fault(self, passages: int) -> str | None:
        """What is wrong with how many there are, for a generation of so many passages; `None` where nothing is."""
        ...

    def add(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add passages, or replace those that are in already; vectors have shape (len(ids), dimension)."""
        ...

    def nearest(
        self, vector: NDArray[np.float32], limit: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first.

        Args:
            vector: Of shape (dimension,).
            limit: At most so many.
            where: A Chroma filter on the metadata.
        """
        ...

    def stored(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; unknown ids are left out."""
        ...

    def records(self) -> Iterator[VectorRecord]:
        """All of them, record by record."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...
