"""A batch of passages of a staged generation that are to get their vectors, in whatever process."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Self

from retrieval.embedding.fingerprint import ModelFingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from corpus import Article, Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.postgres.unembedded import PostgresUnembedded


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingTask:
    """A batch of passages of a staged generation that are to get their vectors.

    It may be done twice, in part or at the same time: vectors are named after their content, and a passage is marked
    once.  Of a generation that was thrown away meanwhile nothing is left to be done.

    Attributes:
        generation: The number of the staged generation.
        base: The number of the one that it starts from; `None` where it starts from nothing.
        collection: What its collection in the Chroma server is named after.
        reuse: Name of a generation whose vectors are taken over where a passage has the same id.
        stale: Ids of passages whose vectors are not taken over.
        ids: Ids of the passages.
        model: What the model of the refresh is known by; `None` where that is not known, as with an older presscite.
    """

    generation: int
    base: int | None
    collection: str
    reuse: str | None
    stale: tuple[str, ...]
    ids: tuple[str, ...]
    model: ModelFingerprint | None = None

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        """What `to_json` wrote, also that of a later presscite, which may have added something, or of an older one."""
        known = {field.name: facts[field.name] for field in fields(cls) if field.name in facts}
        model = facts.get("model")
        return cls(
            **{
                **known,
                "stale": tuple(facts["stale"]),
                "ids": tuple(facts["ids"]),
                "model": model and ModelFingerprint(model["host"], model["steps"]),
            }
        )

    def to_json(self) -> dict[str, Any]:
        """The task as plain JSON types."""
        return {**asdict(self), "stale": list(self.stale), "ids": list(self.ids)}


class TaskPassages:
    """The passages of a task that have no vectors yet; see `UnembeddedPassages`.

    Args:
        passages: Those of the staged generation.
        ids: The passages of the task.
    """

    def __init__(self, passages: PostgresUnembedded, ids: Collection[str]) -> None:
        self._passages = passages
        self._ids = passages.among(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def count_unembedded(self) -> int:
        """How many there are."""
        return len(self._ids)

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """These passages with their articles."""
        for start in range(0, len(self._ids), batch):
            yield self._passages.with_articles(self._ids[start : start + batch])

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that passages have their vectors."""
        self._passages.mark_embedded(embedded)


def batches(ids: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Ids in batches of like size, none greater than `size`."""
    count = -(-len(ids) // size)
    for at in range(count):
        yield tuple(ids[at * len(ids) // count : (at + 1) * len(ids) // count])
