"""The keyword half of the index: BM25 over the same passages, in SQLite's FTS5."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from retrieval.text.analysis import content_terms, terms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

Key = TypeVar("Key")

SCHEMA = """
CREATE VIRTUAL TABLE keywords USING fts5(title, body, around, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row);
"""

# What the headline and the passages before and after count for, beside the passage itself.
_TITLE_WEIGHT = 0.6
_AROUND_WEIGHT = 0.4

_MOST_TERMS = 64
# Frequent terms say little and cost much.  Terms are taken from the rarest on, until so many passages hold them;
# the two rarest always are.
_MOST_POSTINGS = 4_000
# Of a term's weight, what a passage of usual length that holds it once or twice scores; see BM25's k1 = 1.2.
_USUAL_SATURATION = 1.6


@dataclass(frozen=True, slots=True)
class Matches(Generic[Key]):
    """What keywords found.

    Attributes:
        found: Passages and BM25 scores, best first.
        ideal: About what a passage that holds every term of the question would score; above 0.
    """

    found: list[tuple[Key, float]]
    ideal: float = 1.0


class Condition(NamedTuple):
    """What articles a search is restricted to: an SQL expression over the articles table, and its values."""

    sql: str
    values: tuple[str, ...]


def index(database: sqlite3.Connection, rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Index passages given as (row, title, text, text around it)."""
    database.executemany(
        "INSERT INTO keywords(rowid, title, body, around) VALUES (?, ?, ?, ?)",
        ((row, *(" ".join(terms(text)) for text in texts)) for row, *texts in rows),
    )


def unindex(database: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Take passages out of the keyword index by row."""
    database.executemany("DELETE FROM keywords WHERE rowid = ?", ((row,) for row in rows))


def match(
    database: sqlite3.Connection, question: str, limit: int, passages: int, among: Condition | None = None
) -> Matches[int]:
    """Rows of the passages that share words with a question, best first.

    Args:
        database: Holds the index.
        question: Any text at all.
        limit: At most so many.
        passages: How many passages there are.
        among: Only passages of the articles that fit; the database then holds their tables too.
    """
    sought = (content_terms(question) or list(dict.fromkeys(terms(question))))[:_MOST_TERMS]
    frequency = frequencies(database, sought)
    chosen = _chosen(frequency)
    if not chosen:
        return Matches([])
    ideal = _USUAL_SATURATION * sum(rarity(frequency.get(term, 0), passages) for term in sought)
    # Every term is quoted, so no character of a question can be taken for FTS5's query syntax.
    query = " OR ".join('"' + term.replace('"', '""') + '"' for term in chosen)
    joined = "JOIN passages ON passages.row = keywords.rowid JOIN articles ON articles.id = article"
    found = database.execute(
        f"SELECT keywords.rowid, -bm25(keywords, {_TITLE_WEIGHT}, 1.0, {_AROUND_WEIGHT}) AS score "  # noqa: S608 - constants
        f"FROM keywords {joined if among else ''} "
        f"WHERE keywords MATCH ? {f'AND {among.sql}' if among else ''} ORDER BY score DESC LIMIT ?",
        (query, *(among.values if among else ()), limit),
    )
    return Matches([(int(row), float(score)) for row, score in found], max(ideal, 1e-6))


def frequencies(database: sqlite3.Connection, sought: Sequence[str]) -> dict[str, int]:
    """In how many passages, or right beside how many, each of these terms stands; absent ones are left out."""
    marks = ",".join("?" * len(sought))
    found = database.execute(
        f"SELECT term, doc FROM keyword_counts WHERE term IN ({marks})",  # noqa: S608 - marks only
        sought,
    )
    return {term: int(count) for term, count in found.fetchall()}


def rarity(frequency: int, passages: int) -> float:
    """The weight that FTS5's BM25 gives a term that stands in so many of the passages; never negative."""
    return max(0.0, math.log((max(0, passages - frequency) + 0.5) / (frequency + 0.5)))


def _chosen(frequency: Mapping[str, int]) -> list[str]:
    chosen: list[str] = []
    postings = 0
    for term, count in sorted(frequency.items(), key=lambda pair: pair[1]):
        postings += count
        if len(chosen) >= 2 and postings > _MOST_POSTINGS:
            break
        chosen.append(term)
    return chosen
