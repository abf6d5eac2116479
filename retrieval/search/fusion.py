"""Two rankings of the same passages made one.

A passage's score is a weighted sum of how near its vector is to the question's, and of how much of the question's
words it holds.  Both are on a scale of their own that does not depend on what else was found: nearness is counted
from the nearest passage down, BM25 as a share of the most that the question's words could bring.  So keywords count
for little where a question shares few words with the articles.  A passage in another language than the question's
cannot hold its words, which says nothing against it: it gets the share of a passage that holds some of them.
docs/retrieval.md has what was tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.store.postings import Matches

VECTOR_WEIGHT = 0.4
FOREIGN_SHARE = 0.3
COSINE_SPAN = 0.1  # of this model, from the passage that answers down to those that are merely in the field


def fuse(
    by_vector: Sequence[tuple[str, float]],
    by_keyword: Matches,
    *,
    foreign: Collection[str] = (),
    weight: float = VECTOR_WEIGHT,
    span: float = COSINE_SPAN,
) -> dict[str, float]:
    """Scores of the passages in either ranking, by id; greater is better, 1 is the best there can be.

    Args:
        by_vector: Ids and cosines, best first.
        by_keyword: Ids and BM25 scores, and the most that the question could have scored.
        foreign: Ids of passages in another language than the question's.
        weight: What nearness counts for, from 0 to 1; keywords count for the rest.
        span: Cosine from the passage that answers down to those that are merely in the field.
    """
    cosines, found = dict(by_vector), dict(by_keyword.found)
    top = by_vector[0][1] if by_vector else 0.0
    # A passage that only keywords found is no nearer than the last one that vectors found.
    farthest = by_vector[-1][1] if by_vector else 0.0
    scores = {}
    for id_ in {**cosines, **found}:
        nearness = 1 + (cosines.get(id_, farthest) - top) / span
        share = min(1.0, found.get(id_, 0.0) / by_keyword.ideal)
        if id_ in foreign:
            share = max(share, FOREIGN_SHARE)
        scores[id_] = weight * nearness + (1 - weight) * share
    return scores
