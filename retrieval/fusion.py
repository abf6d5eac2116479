"""Two rankings of the same passages made one.

A passage's score is a weighted sum of how near its vector is to the question's, and of how much of the question's
words it holds.  Both are on a scale of their own that does not depend on what else was found: nearness is counted
from the nearest passage down, BM25 as a share of the most that the question's words could bring.  So keywords count
for little where a question shares few words with the articles, as one in another language does.  docs/retrieval.md
has what was tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.keywords import Matches

VECTOR_WEIGHT = 0.4
_COSINE_SPAN = 0.1  # of this model, from the passage that answers down to those that are merely in the field


def fuse(by_vector: Sequence[tuple[str, float]], by_keyword: Matches[str]) -> dict[str, float]:
    """Scores of the passages in either ranking, by id; greater is better, 1 is the best there can be.

    Args:
        by_vector: Ids and cosines, best first.
        by_keyword: Ids and BM25 scores, and the most that the question could have scored.
    """
    cosines = dict(by_vector)
    top = by_vector[0][1] if by_vector else 0.0
    # A passage that only keywords found is no nearer than the last one that vectors found.
    farthest = by_vector[-1][1] if by_vector else 0.0
    scores = {}
    for id_ in [*cosines, *(id_ for id_, _ in by_keyword.found if id_ not in cosines)]:
        scores[id_] = VECTOR_WEIGHT * (1 + (cosines.get(id_, farthest) - top) / _COSINE_SPAN)
    for id_, score in by_keyword.found:
        scores[id_] += (1 - VECTOR_WEIGHT) * min(1.0, score / by_keyword.ideal)
    return scores
