"""Both halves of the index searched for one query: candidates by vectors and by keywords, scored together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.search.fusion import fuse
from retrieval.text.timex import closenesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.embedding.cosine_scale import CosineScale
    from retrieval.query.query import Query
    from retrieval.store.catalogue import Facts
    from retrieval.store.filters import Filters
    from retrieval.store.hit import Hit
    from retrieval.store.postings import Matches

_DEPTH = 100  # candidates taken from each half

# What a fitting date or outlet is worth, on the scale of `fuse` where 1 is the best score there can be.  A time
# that may just as well belong to what is asked tips the balance and no more.
_BOOST = {"report": 0.3, "fact": 0.04}
_OUTLET_BOOST = 0.15


class HybridSearch:
    """One query put to both halves of the index.

    Args:
        query: What is searched for, and in which snapshot.
        filters: What to search among.
    """

    def __init__(self, query: Query, filters: Filters) -> None:
        self._query = query
        self._snapshot = query.snapshot
        self._filters = filters

    def ranked(self, vector: NDArray[np.float32], scale: CosineScale, most: int) -> list[Hit]:
        """The best candidates, best first.

        Args:
            vector: Of the query, of shape (dimension,) and unit length.
            scale: Brings the model's cosines to the scale of the packaged model.
            most: At most so many.
        """
        by_vector = self._by_vector(vector, scale)
        by_keyword = self._by_keyword()
        facts = self._facts([*{**dict(by_vector), **dict(by_keyword.found)}])
        foreign = {id_ for id_, known in facts.items() if self._is_foreign(known)}
        scores = fuse(by_vector, by_keyword, foreign=foreign)
        for id_, boost in zip(facts, self._boosts(list(facts.values())), strict=True):
            scores[id_] += boost
        best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:most]
        # Both halves cover the same passages; `presscite doctor` says so where they do not.
        return self._snapshot.catalogue.hits({id_: scores[id_] for id_ in best})

    @cached_property
    def _outlets(self) -> frozenset[str]:
        return frozenset(self._query.outlets)

    def _facts(self, ids: Sequence[str]) -> dict[str, Facts]:
        """What is known of candidates, by id; empty where nothing of it could count."""
        known = self._snapshot.catalogue.languages()
        one_language = self._query.language is None or known <= {self._query.language}
        if one_language and not self._query.periods and not self._outlets:
            return {}
        return {facts.passage_id: facts for facts in self._snapshot.catalogue.facts(ids)}

    def _is_foreign(self, facts: Facts) -> bool:
        """Whether a passage is in another language than the query, where both can be told."""
        return None not in (self._query.language, facts.language) and facts.language != self._query.language

    def _by_vector(self, vector: NDArray[np.float32], scale: CosineScale) -> list[tuple[str, float]]:
        found = dict(self._snapshot.nearest(vector, _DEPTH, self._filters))
        # What fits a time or an outlet that was asked for is a candidate even where much else is nearer.
        for asked in self._asked_for():
            found.update(self._snapshot.nearest(vector, _DEPTH, asked))
        ids = sorted(found, key=lambda id_: -found[id_])
        scaled = scale.of_many(np.array([found[id_] for id_ in ids]))
        return list(zip(ids, scaled.tolist(), strict=True))

    def _asked_for(self) -> list[Filters]:
        """The filters narrowed to each time and to the outlets that the query names."""
        asked = [
            self._filters.narrowed(period.start, period.end)
            for period in self._query.periods
            if period.kind == "report"
        ]
        if self._outlets and not self._filters.sources:
            asked.append(self._filters.narrowed(sources=sorted(self._outlets)))
        return asked

    def _by_keyword(self) -> Matches:
        return self._snapshot.match(self._query.text, _DEPTH, self._filters)

    def _boosts(self, candidates: Sequence[Facts]) -> list[float]:
        """What each candidate gains by its date and its outlet."""
        published = [facts.published for facts in candidates]
        by_date = [0.0] * len(candidates)
        for period in self._query.periods:
            fits = closenesses(published, period)
            by_date = [max(best, _BOOST[period.kind] * fit) for best, fit in zip(by_date, fits, strict=True)]
        by_outlet = [_OUTLET_BOOST if facts.source in self._outlets else 0.0 for facts in candidates]
        return [date + outlet for date, outlet in zip(by_date, by_outlet, strict=True)]
