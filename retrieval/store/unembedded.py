"""The passages of a generation that have no vectors yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import Article, Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors


class UnembeddedPassages(Protocol):
    """The passages of a generation that have no vectors yet."""

    def count_unembedded(self) -> int:
        """How many there are."""
        ...

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """These passages, of like length together, in batches with their articles.

        Each batch must be marked by `mark_embedded` before the next one is taken.
        """
        ...

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that these passages have their vectors, and keep those of their sentences."""
        ...
