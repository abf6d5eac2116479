"""Passages that came in, with what they are seen against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from corpus.duplicates import signature
from retrieval.watches.passage_batch import PassageBatch
from retrieval.watches.story import story_signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot
    from retrieval.watches.background import Background
    from retrieval.watches.passage_batch import Spans


class ArrivedPassages:
    """Passages that came in.

    Args:
        generation: Name of the generation that they are in.
        wanted: The ids that were asked for, each with the spans of its text that are new.
        batch: The passages.
        background: What is usual in the store.
    """

    def __init__(
        self,
        generation: str,
        wanted: Mapping[str, Spans | None],
        batch: PassageBatch,
        background: Background,
    ) -> None:
        self.generation = generation
        self.batch = batch
        self.background = background
        self._wanted = wanted
        self._news: dict[str, bytes] = {}

    @classmethod
    def load(cls, snapshot: Snapshot, wanted: Mapping[str, Spans | None], background: Background) -> Self:
        """The passages of a snapshot; see `PassageBatch.load`."""
        return cls(snapshot.name, wanted, PassageBatch.load(snapshot, wanted), background)

    def is_of(self, snapshot: Snapshot, wanted: Mapping[str, Spans | None]) -> bool:
        """Whether these are the passages that are wanted of a snapshot."""
        return self.generation == snapshot.name and self._wanted == wanted

    def signature(self, hit: Hit) -> bytes:
        """The signature by which `same_story` tells a match with one of the passages."""
        if hit.article_id not in self._news:
            new = (
                other.text[start:end]
                for number, other in enumerate(self.batch.hits)
                if other.article_id == hit.article_id
                for start, end in self.batch.sentences_of(number)
            )
            self._news[hit.article_id] = signature(" ".join(new))
        return story_signature(self.batch.signatures[hit.passage_id], self._news[hit.article_id])
