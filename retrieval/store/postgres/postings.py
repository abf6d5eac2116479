"""The keyword half of the index in PostgreSQL: FTS5's BM25 over a table of postings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from retrieval.store.postgres.catalogue import FACTS
from retrieval.store.postgres.remembered import Remembered
from retrieval.store.postings import AROUND_WEIGHT, TITLE_WEIGHT, Postings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.store.condition import Condition
    from retrieval.store.postgres.catalogue import PostgresCatalogue
    from retrieval.store.postgres.tables import PostgresTables

# Those of FTS5.
_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6

_SCORES = f"""
SELECT passage, sum(idf * f * {_K1 + 1} / (f + {_K1} * ({1 - _B} + {_B} * tokens / ?::float8))) AS score
FROM (
    SELECT t.passage, t.tokens, a.idf, {TITLE_WEIGHT} * t.title + t.body + {AROUND_WEIGHT} * t.around AS f
    FROM unnest(?::text[], ?::float8[]) AS a(term, idf) JOIN store_postings t ON t.term = a.term
) weighed GROUP BY passage
"""  # noqa: S608 - constants
# Rows of other generations are among them: those of the best are looked up, and more where too few are of this one.
_BEST = f"""
, scores AS MATERIALIZED ({_SCORES}), best AS (SELECT passage, score FROM scores ORDER BY score DESC LIMIT ?)
SELECT b.score, {FACTS}
FROM best b LEFT JOIN passages p ON p.row = b.passage LEFT JOIN articles a ON a.id = p.article
ORDER BY b.score DESC, p.row
"""  # noqa: S608 - constants
_SPARE = 20
_TERMS = 10_000  # whose frequencies are remembered


class PostgresPostings(Postings):
    """Which passages hold which terms; see `Postings`.

    Every term that was chosen is scored to the end: which terms are chosen, `Postings` says, for both engines alike.

    Args:
        tables: The generation's.
        catalogue: The same.
        analysis: By which analysis its terms were made, as its manifest says.
        passages: How many passages there are.
        tokens: How many tokens these have together.
    """

    def __init__(
        self,
        tables: PostgresTables,
        catalogue: PostgresCatalogue,
        analysis: int,
        passages: int,
        tokens: int,
    ) -> None:
        super().__init__(tables, analysis)
        self._catalogue = catalogue
        self._frequencies: Remembered[int] = Remembered(_TERMS)
        self._number = tables.number
        self._passages = passages
        self._usual = tokens / passages if passages else 1.0

    def frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        """In how many passages, or right beside how many, each of these terms stands; absent ones are left out."""
        return self._frequencies.completed(wanted, self._read_frequencies)

    def _read_frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        found = self._database.rows_among(f"{self._counts()} WHERE term IN (?)", wanted)
        return {str(term): int(count) for term, count in found}

    def beginning(self, letter: str) -> list[str]:
        """The terms of all passages and headlines that begin with a letter."""
        found = self._database.rows(
            f"{self._counts()} WHERE term >= ? AND term < ?", [letter, chr(ord(letter) + 1)]
        )
        return [str(term) for term, _ in found]

    def _counts(self) -> str:
        return (
            "SELECT term, passages FROM (SELECT term, passages FROM store_terms "  # noqa: S608 - numbers of ours
            f"WHERE born <= {self._number} AND died > {self._number}) AS counts"
        )

    def _ranked(
        self, chosen: Sequence[str], limit: int, among: Condition | None, frequency: Mapping[str, int]
    ) -> list[tuple[str, float]]:
        weights = [_idf(frequency[term], self._passages) for term in chosen]
        asked = [self._usual, list(chosen), weights]
        if among is not None:
            return self._ranked_among(asked, limit, among)
        looked_up = limit + _SPARE
        while True:
            found = self._database.rows(_BEST, [*asked, looked_up])
            within = [row for row in found if row[1] is not None]
            if len(within) >= limit or len(found) < looked_up:
                self._catalogue.note_facts(row[1:] for row in within)
                return [(str(id_), float(score)) for score, id_, *_ in within[:limit]]
            looked_up *= 4

    def _ranked_among(self, asked: list[object], limit: int, among: Condition) -> list[tuple[str, float]]:
        found = self._database.rows(
            f", scores AS ({_SCORES}) SELECT p.id, s.score FROM scores s JOIN passages p ON p.row = s.passage "  # noqa: S608 - ours
            f"JOIN articles ON articles.id = p.article WHERE {among.sql} ORDER BY s.score DESC, p.row LIMIT ?",
            [*asked, *among.values, limit],
        )
        return [(str(id_), float(score)) for id_, score in found]


def _idf(frequency: int, passages: int) -> float:
    weight = math.log((passages - frequency + 0.5) / (frequency + 0.5))
    return weight if weight > 0 else _LEAST_IDF
