"""Articles that tell the same story: those with near-copies of an article's passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.duplicates import resemblance
from retrieval.store.hit import NearDuplicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.snapshot import Snapshot

_COPY = 0.55  # the least resemblance of copies; as in corpus/duplicates.py
_COMPARED = 3  # passages: the one that is quoted from, then the first ones
_NEAREST = 30  # passages of any article around each
_MOST = 20


def copies(snapshot: Snapshot, article_id: str, start: int) -> list[NearDuplicate]:
    """The other articles with near-copies of some of an article's passages, the earliest first.

    Args:
        snapshot: The store.
        article_id: The article.
        start: Offset of the words in its text that are quoted.

    Raises:
        StoreError: The vectors cannot be read.
    """
    spans = snapshot.catalogue.spans(article_id)
    compared = sorted(spans, key=lambda span: not span[1] <= start < span[2])[:_COMPARED]
    own = [id_ for id_, _, _ in compared]
    near: dict[str, float] = {}
    for vector in snapshot.vectors.stored(own).values():
        near.update(snapshot.nearest(vector, _NEAREST))
    others = [hit for hit in snapshot.catalogue.hits(near) if hit.article_id != article_id]
    signatures = snapshot.catalogue.signatures([*own, *(hit.passage_id for hit in others)])
    found = {
        hit.article_id: NearDuplicate.of(hit)
        for hit in others
        if _resembles(signatures[hit.passage_id], [signatures[id_] for id_ in own])
    }
    by_time = sorted(found.values(), key=lambda one: one.published.timestamp() if one.published else 0.0)
    return by_time[:_MOST]


def _resembles(signature: bytes, others: Sequence[bytes]) -> bool:
    return any(resemblance(signature, other) >= _COPY for other in others)
