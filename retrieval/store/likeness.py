"""Do two stores answer alike?  Every article, and searches in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

_SAMPLED = 100  # passages that are searched for
_LIMIT = 20  # of what is found for each
_SCORE = 1e-6
_COSINE = 1e-4
_ALIKE = 0.98  # share of what is found by vector that must be the same: an approximate index misses one here and there


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """What two stores differ in, in plain words; empty where they answer alike.

    Args:
        one: A generation of the one.
        other: A generation of the other.
    """
    if one.catalogue.digests() != other.catalogue.digests():
        return ["they do not hold the same articles"]
    if one.catalogue.counts() != other.catalogue.counts():
        return ["they do not hold the same number of passages"]
    ids = one.catalogue.sample(_SAMPLED)
    hits = one.catalogue.hits(dict.fromkeys(ids, 1.0))
    if hits != other.catalogue.hits(dict.fromkeys(ids, 1.0)):
        return ["the same passages are not the same in both"]
    return [*_by_words(one, other, hits), *_by_vector(one, other, ids), *_sentences(one, other, ids)]


def _by_words(one: Snapshot, other: Snapshot, hits: Sequence[Hit]) -> Iterator[str]:
    for hit in hits:
        pair = [dict(snapshot.match(hit.title, _LIMIT).found) for snapshot in (one, other)]
        if not _same_scores(*pair):
            yield f"a search by words for {hit.title!r} does not find the same"


def _same_scores(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether scores agree from the best to the last; which of equal ones is left out may differ."""
    pairs = zip(sorted(one.values()), sorted(other.values()), strict=False)
    same = all(abs(one[id_] - other[id_]) < _SCORE for id_ in one.keys() & other.keys())
    return len(one) == len(other) and same and all(abs(a - b) < _SCORE for a, b in pairs)


def _by_vector(one: Snapshot, other: Snapshot, ids: Sequence[str]) -> Iterator[str]:
    vectors, theirs = one.vectors.stored(ids), other.vectors.stored(ids)
    if vectors.keys() != theirs.keys() or any(
        float(np.abs(vectors[id_] - theirs[id_]).max()) > _COSINE for id_ in vectors
    ):
        yield "the vectors of the same passages are not the same"
        return
    searched = found = 0
    for vector in vectors.values():
        ours, near = ([cosine for _, cosine in snapshot.nearest(vector, _LIMIT)] for snapshot in (one, other))
        searched += max(len(ours), len(near))
        found += _shared(ours, near)
    if found < _ALIKE * searched:
        yield f"of {searched} passages found by vector, only {found} are found in both"


def _shared(ours: Sequence[float], theirs: Sequence[float]) -> int:
    """How many cosines, best first, two searches have in common; of equal ones either may have been found."""
    shared = n = 0
    for cosine in theirs:
        while n < len(ours) and ours[n] > cosine + _COSINE:
            n += 1
        if n < len(ours) and abs(ours[n] - cosine) <= _COSINE:
            shared, n = shared + 1, n + 1
    return shared


def _sentences(one: Snapshot, other: Snapshot, ids: Sequence[str]) -> Iterator[str]:
    kept, theirs = one.sentences.vectors(ids), other.sentences.vectors(ids)
    for id_, sentences in kept.items():
        alike = sentences.spans == theirs[id_].spans and np.allclose(
            sentences.vectors, theirs[id_].vectors, atol=_COSINE
        )
        if not alike:
            yield f"the sentences of the passage {id_} are not the same"
