"""The keyword half of the index: BM25 over the passages, in SQLite's FTS5."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.text.analysis import ANALYSIS, compounds, content_words, term, words
from retrieval.text.older_analysis import older_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.store.condition import Condition
    from retrieval.store.tables import Tables

TITLE_WEIGHT = 0.6
"""What the headline counts for, beside the passage itself."""

AROUND_WEIGHT = 0.4
"""What the passages before and after count for."""

_MOST_TERMS = 64
# Frequent terms say little and cost much.  Terms are taken from the rarest on, until so many passages hold them;
# the two rarest always are.
_MOST_POSTINGS = 4_000
# Of a term's weight, what a passage of usual length that holds it once or twice scores; see BM25's k1 = 1.2.
_USUAL_SATURATION = 1.6


@dataclass(frozen=True, slots=True)
class Matches:
    """What keywords found.

    Attributes:
        found: Ids of passages and their BM25 scores, best first.
        ideal: About what a passage that holds every term of the question would score; above 0.
    """

    found: list[tuple[str, float]]
    ideal: float = 1.0


class Postings:
    """Which passages hold which terms; may be read from several threads at once.

    Args:
        database: The generation's; see its schema.
        analysis: By which analysis its terms were made, as its manifest says.
    """

    def __init__(self, database: Tables, analysis: int = ANALYSIS) -> None:
        self._database = database
        self._term = term if analysis >= ANALYSIS else older_term

    def match(self, question: str, limit: int, passages: int, among: Condition | None = None) -> Matches:
        """The passages that share words with a question, best first.

        Args:
            question: Any text at all.
            limit: At most so many.
            passages: How many passages there are.
            among: Only passages of the articles that fit.
        """
        wanted = content_words(question) or words(question)
        asked = self._terms([*wanted, *compounds(question)])[:_MOST_TERMS]
        frequency = self.frequencies(asked)
        chosen = _chosen(frequency)
        if not chosen:
            return Matches([])
        ideal = _USUAL_SATURATION * sum(rarity(frequency.get(one, 0), passages) for one in asked)
        return Matches(self._ranked(chosen, limit, among, frequency), max(ideal, 1e-6))

    def _ranked(
        self, chosen: Sequence[str], limit: int, among: Condition | None, frequency: Mapping[str, int]
    ) -> list[tuple[str, float]]:
        """The best passages that hold some of these terms, of which each stands in so many passages."""
        del frequency  # FTS5 counts them itself
        # Every term is quoted, so no character of a question can be taken for FTS5's query syntax.
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in chosen)
        joined = "JOIN passages ON passages.row = keywords.rowid JOIN articles ON articles.id = article"
        found = self._database.rows(
            f"SELECT keywords.rowid, -bm25(keywords, {TITLE_WEIGHT}, 1.0, {AROUND_WEIGHT}) AS score "  # noqa: S608 - constants
            f"FROM keywords {joined if among else ''} "
            f"WHERE keywords MATCH ? {f'AND {among.sql}' if among else ''} ORDER BY score DESC LIMIT ?",
            (query, *(among.values if among else ()), limit),
        )
        ids: dict[int, str] = dict(
            self._database.rows_among(
                "SELECT row, id FROM passages WHERE row IN (?)", [row for row, _ in found]
            )
        )
        return [(ids[row], float(score)) for row, score in found]

    def word_frequencies(self, asked: Sequence[str]) -> dict[str, int]:
        """`frequencies` of the terms of words, by the terms that words have now, whichever the store has for them."""
        counts = self.frequencies(self._terms(asked))
        return {term(word): counts[there] for word in asked if (there := self._term(word)) in counts}

    def _terms(self, asked: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(map(self._term, asked)))

    def frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        """In how many passages, or right beside how many, each of these terms stands; absent ones are left out."""
        found = self._database.rows_among("SELECT term, doc FROM keyword_counts WHERE term IN (?)", wanted)
        return {term: int(count) for term, count in found}

    def beginning(self, letter: str) -> list[str]:
        """The terms of all passages and headlines that begin with a letter."""
        found = self._database.rows(
            "SELECT term FROM keyword_counts WHERE term >= ? AND term < ?", [letter, chr(ord(letter) + 1)]
        )
        return [str(term) for (term,) in found]


def rarity(frequency: int, passages: int) -> float:
    """The weight that FTS5's BM25 gives a term that stands in so many of the passages; never negative."""
    return max(0.0, math.log((max(0, passages - frequency) + 0.5) / (frequency + 0.5)))


def _chosen(frequency: Mapping[str, int]) -> list[str]:
    chosen: list[str] = []
    postings = 0
    for one, count in sorted(frequency.items(), key=lambda pair: pair[1]):
        postings += count
        if len(chosen) >= 2 and postings > _MOST_POSTINGS:
            break
        chosen.append(one)
    return chosen
