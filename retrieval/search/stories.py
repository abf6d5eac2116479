"""Near-copies of one story in a result: the best is shown, the others become its further sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.duplicates import groups
from retrieval.store.hit import NearDuplicate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.store.hit import Hit


def one_a_story(hits: Sequence[Hit], signatures: Mapping[str, bytes]) -> list[Hit]:
    """The hits without near-copies, in their order; each carries the reports it stands for in `also`.

    Two passages of one article are never copies of each other.  Of copies, the one that fits best is shown;
    where one fits as well as another (an update of it, say), the newest.

    Args:
        hits: Best first.
        signatures: Near-copy signatures by passage id.
    """
    shown = []
    for group in groups([signatures[hit.passage_id] for hit in hits]):
        members = [hits[n] for n in group]
        if len(members) == 1:
            shown += members
            continue
        best = _preferred(members)
        others = {hit.article_id: hit for hit in members if hit.article_id != best.article_id}
        also = tuple(NearDuplicate.of(hit) for hit in others.values())
        shown.append(replace(best, score=members[0].score, also=also))
        # Passages of the shown article that repeat themselves stay, as any other passage of it would.
        shown += [hit for hit in members if hit.article_id == best.article_id and hit is not best]
    return sorted(shown, key=lambda hit: -hit.score)


_AS_GOOD = 0.05  # of a score; the differences between copies of one text are smaller


def _preferred(hits: Sequence[Hit]) -> Hit:
    close = [hit for hit in hits if hit.score >= hits[0].score - _AS_GOOD]
    return max(close, key=lambda hit: (hit.published.timestamp() if hit.published else 0.0, len(hit.text)))
