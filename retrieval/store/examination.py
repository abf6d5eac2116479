"""A close look at the catalogue of one generation: is everything in it, once, and as the articles have it?"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import StoreError
from retrieval.store.articles_checksum import articles_checksum
from retrieval.store.catalogue import Catalogue
from retrieval.store.file_copy import copy_database
from retrieval.store.sentence_table import SentenceTable
from retrieval.text.analysis import ANALYSIS, terms
from retrieval.text.older_analysis import older_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus import Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.tables import Tables

_SHOWN = 3  # ids in a message
_LOOKED_AT_ONCE = 500
_UNIT = 0.05  # how far from 1 the length of a sentence's vector may be, which is kept in a byte a value
_ZERO = 1e-6  # length of the vector of a sentence of which the model saw no token


class Examination:
    """Reads a whole catalogue and compares it with itself.

    Args:
        tables: The generation's; see its schema.
        sentences: The vectors of its sentences; those in the tables where left out.
    """

    def __init__(self, tables: Tables, sentences: SentenceTable | None = None) -> None:
        self._database = tables
        self._catalogue = Catalogue(tables)
        self._sentences = sentences or SentenceTable(tables)

    def of_articles(self, expected: int | None) -> str | None:
        """What is wrong with the articles themselves; `None` where they can be relied on.

        Args:
            expected: Their checksum; `None` where none was kept.
        """
        try:
            found = articles_checksum(self._database)
        except StoreError as error:
            return f"its articles cannot be read ({error.__cause__ or error})"
        if expected not in {None, found}:
            return "its articles are not what was written"
        return None

    def of_index(self, dimension: int, analysis: int) -> Iterator[str]:
        """What is wrong with passages, sentences and postings, which can all be made again from the articles.

        Args:
            dimension: Of the vectors.
            analysis: By which the terms of the postings were made.
        """
        ((word,),) = self._database.rows("PRAGMA quick_check(1)")
        if word != "ok":
            yield f"the catalogue's file is damaged ({' '.join(word.split())})"
            return
        for what, look in (
            ("the passages", self.passage_faults),
            ("the vectors of sentences", lambda: self.sentence_faults(dimension)),
            ("the postings", lambda: self._posting_faults(analysis)),
        ):
            yield from _readable(what, look)

    def passages(self) -> dict[str, Passage]:
        """All passages, by id."""
        ids = self._ids("SELECT id FROM passages")
        known: dict[str, Passage] = {}
        for start in range(0, len(ids), _LOOKED_AT_ONCE):
            known.update(self._catalogue.passages(ids[start : start + _LOOKED_AT_ONCE]))
        return known

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        return self._catalogue.counts()

    def passage_faults(self) -> Iterator[str]:
        """What is wrong with the passages."""
        yield from named("article has no passage", "articles have no passages", self._ids(_WITHOUT_PASSAGE))
        yield from named("passage has no article", "passages have no article", self._ids(_WITHOUT_ARTICLE))
        yield from named(
            "passage lies outside its article's text", "passages lie outside their article's text",
            self._ids(_OUTSIDE),
        )  # fmt: skip
        yield from named(
            "passage counts as not embedded", "passages count as not embedded", self._ids(_NOT_EMBEDDED)
        )

    def sentence_faults(self, dimension: int) -> Iterator[str]:
        """What is wrong with the vectors of their sentences."""
        yield from named(
            "passage has no vectors of its sentences", "passages have no vectors of their sentences",
            self._ids(_WITHOUT_SENTENCES),
        )  # fmt: skip
        yield from named(
            "passage has vectors of sentences that cannot be right",
            "passages have vectors of sentences that cannot be right",
            [*self._wrong_sentences(dimension)],
        )

    def _wrong_sentences(self, dimension: int) -> Iterator[str]:
        table = self._sentences
        lengths: dict[str, int] = dict(self._database.rows('SELECT id, "end" - start FROM passages'))
        ids = [*lengths]
        for start in range(0, len(ids), _LOOKED_AT_ONCE):
            for id_, kept in table.readable(ids[start : start + _LOOKED_AT_ONCE]).items():
                if kept is None or not _is_plausible(kept, lengths[id_], dimension):
                    yield id_

    def _posting_faults(self, analysis: int) -> Iterator[str]:
        yield from named(
            "passage has no keyword row", "passages have no keyword row", self._ids(_WITHOUT_KEYWORDS)
        )
        yield from named(
            "keyword row has no passage", "keyword rows have no passage", self._ids(_KEYWORDS_ALONE)
        )
        yield from named(
            "keyword row holds other words than its passage", "keyword rows hold other words than their passages",
            [*self._wrong_keywords(terms if analysis >= ANALYSIS else older_terms)],
        )  # fmt: skip
        yield from self._wrong_index()

    def _wrong_keywords(self, terms_of: Callable[[str], list[str]]) -> Iterator[str]:
        rows = self._database.rows(
            'SELECT p.id, k.body, substr(a.text, p.start + 1, p."end" - p.start) FROM passages p '
            "JOIN keywords k ON k.rowid = p.row JOIN articles a ON a.id = p.article"
        )
        for id_, body, text in rows:
            if body != " ".join(terms_of(text)):
                yield id_

    def _ids(self, query: str) -> list[str]:
        return [str(id_) for (id_,) in self._database.rows(query)]

    def _wrong_index(self) -> Iterator[str]:
        """FTS5 checks its own index, but only where it may write: in a copy."""
        with tempfile.TemporaryDirectory(prefix="presscite-doctor-") as folder:
            copy = Path(folder) / "copy.db"
            copy_database(self._database.place, str(copy))
            with closing(sqlite3.connect(copy)) as database:
                try:
                    database.execute("INSERT INTO keywords(keywords, rank) VALUES ('integrity-check', 0)")
                except sqlite3.DatabaseError as error:
                    yield f"the postings do not hold the words of their rows ({error})"


def _readable(what: str, look: Callable[[], Iterator[str]]) -> Iterator[str]:
    """What a look finds, or that it was not possible."""
    try:
        yield from look()
    except (StoreError, sqlite3.DatabaseError) as error:
        yield f"{what} cannot be read ({error.__cause__ or error})"


def _is_plausible(sentences: SentenceVectors, length: int, dimension: int) -> bool:
    """Whether sentences lie within a passage of this length, and their vectors are of unit length or zero."""
    inside = all(0 <= start <= end <= length for start, end in sentences.spans)
    if not sentences.spans:
        return True
    norms = np.linalg.norm(sentences.vectors, axis=1)
    unit = bool(np.all((np.abs(norms - 1.0) < _UNIT) | (norms < _ZERO)))
    return inside and unit and sentences.vectors.shape[1] == dimension


_WITHOUT_PASSAGE = (
    "SELECT a.id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.article = a.id)"
)
_WITHOUT_ARTICLE = (
    "SELECT p.id FROM passages p WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = p.article)"
)
_OUTSIDE = (
    "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article "
    'WHERE p.start < 0 OR p."end" <= p.start OR p."end" > length(a.text)'
)
_NOT_EMBEDDED = "SELECT id FROM passages WHERE NOT embedded"
_WITHOUT_SENTENCES = (
    "SELECT p.id FROM passages p WHERE embedded "
    "AND NOT EXISTS (SELECT 1 FROM sentences s WHERE s.passage = p.row)"
)
_WITHOUT_KEYWORDS = "SELECT id FROM passages WHERE row NOT IN (SELECT id FROM keywords_docsize)"
_KEYWORDS_ALONE = "SELECT id FROM keywords_docsize WHERE id NOT IN (SELECT row FROM passages)"


def named(one: str, many: str, ids: Sequence[str]) -> Iterator[str]:
    """Some ids with what is wrong with them, in the singular or the plural; nothing where there are none."""
    if ids:
        yield f"{len(ids):,} {one if len(ids) == 1 else many} ({listed(ids)})"


def listed(ids: Sequence[str]) -> str:
    """The first few ids, for a message."""
    return ", ".join(ids[:_SHOWN]) + (", ..." if len(ids) > _SHOWN else "")
