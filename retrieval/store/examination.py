"""A close look at both halves of one generation: do they hold the same passages, word for word?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from retrieval.store.catalogue import Catalogue
from retrieval.store.database import IndexDatabase
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Passage
    from retrieval.store.vectors import VectorRecord, Vectors

_SHOWN = 3  # ids in a message
_UNIT = 1e-3  # how far from 1 the length of a vector may be
_LOOKED_AT_ONCE = 500


class Examination:
    """Reads a whole catalogue and compares it with itself and with its vectors.

    Args:
        path: The catalogue's file.

    Raises:
        StoreError: The file is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._database = IndexDatabase(path)
        self._catalogue = Catalogue(self._database)
        self._seen = 0  # vectors

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def counts_seen(self) -> dict[str, int]:
        """How much was looked at."""
        articles, passages = self._catalogue.counts()
        return {"articles": articles, "passages": passages, "vectors": self._seen}

    def of_catalogue(self) -> Iterator[str]:
        """What is wrong with articles, passages and keyword rows."""
        ((word,),) = self._database.rows("PRAGMA quick_check(1)")
        if word != "ok":
            yield f"the catalogue's file is damaged ({word})"
            return
        yield from self._named(
            "article has no passage", "articles have no passages", self._ids(_WITHOUT_PASSAGE)
        )
        yield from self._named(
            "passage has no article", "passages have no article", self._ids(_WITHOUT_ARTICLE)
        )
        yield from self._named(
            "passage lies outside its article's text", "passages lie outside their article's text",
            self._ids(_OUTSIDE),
        )  # fmt: skip
        yield from self._named(
            "passage counts as not embedded", "passages count as not embedded", self._ids(_NOT_EMBEDDED)
        )
        yield from self._named(
            "passage has no vectors of its sentences", "passages have no vectors of their sentences",
            self._ids(_WITHOUT_SENTENCES),
        )  # fmt: skip
        yield from self._named(
            "passage has no keyword row", "passages have no keyword row", self._ids(_WITHOUT_KEYWORDS)
        )
        yield from self._named(
            "keyword row has no passage", "keyword rows have no passage", self._ids(_KEYWORDS_ALONE)
        )
        yield from self._named(
            "keyword row holds other words than its passage", "keyword rows hold other words than their passages",
            [*self._wrong_keywords()],
        )  # fmt: skip

    def of_vectors(self, vectors: Vectors, dimension: int) -> Iterator[str]:
        """What is wrong with the vectors, and between them and the passages."""
        wrong: Counter[str] = Counter()
        examples: dict[str, list[str]] = {}
        known = self._all_passages()
        found: set[str] = set()
        for record in vectors.records():
            self._seen += 1
            found.add(record.id)
            for what in _faults(record, known.get(record.id), dimension):
                wrong[what] += 1
                examples.setdefault(what, []).append(record.id)
        for what, count in wrong.items():
            yield f"{count:,} of {self._seen:,} vectors {what} ({_listed(examples[what])})"
        yield from self._named(
            "passage has no vector", "passages have no vector", sorted(known.keys() - found)
        )

    def _all_passages(self) -> dict[str, Passage]:
        ids = self._ids("SELECT id FROM passages")
        known: dict[str, Passage] = {}
        for start in range(0, len(ids), _LOOKED_AT_ONCE):
            known.update(self._catalogue.passages(ids[start : start + _LOOKED_AT_ONCE]))
        return known

    def _wrong_keywords(self) -> Iterator[str]:
        rows = self._database.rows(
            'SELECT p.id, k.body, substr(a.text, p.start + 1, p."end" - p.start) FROM passages p '
            "JOIN keywords k ON k.rowid = p.row JOIN articles a ON a.id = p.article"
        )
        for id_, body, text in rows:
            if body != " ".join(terms(text)):
                yield id_

    def _ids(self, query: str) -> list[str]:
        return [str(id_) for (id_,) in self._database.rows(query)]

    @staticmethod
    def _named(one: str, many: str, ids: list[str]) -> Iterator[str]:
        if ids:
            yield f"{len(ids):,} {one if len(ids) == 1 else many} ({_listed(ids)})"


_WITHOUT_PASSAGE = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM passages)"
_WITHOUT_ARTICLE = "SELECT id FROM passages WHERE article NOT IN (SELECT id FROM articles)"
_OUTSIDE = (
    "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article "
    'WHERE p.start < 0 OR p."end" <= p.start OR p."end" > length(a.text)'
)
_NOT_EMBEDDED = "SELECT id FROM passages WHERE NOT embedded"
_WITHOUT_SENTENCES = "SELECT id FROM passages WHERE embedded AND row NOT IN (SELECT passage FROM sentences)"
_WITHOUT_KEYWORDS = "SELECT id FROM passages WHERE row NOT IN (SELECT id FROM keywords_docsize)"
_KEYWORDS_ALONE = "SELECT id FROM keywords_docsize WHERE id NOT IN (SELECT row FROM passages)"


def _faults(record: VectorRecord, passage: Passage | None, dimension: int) -> Iterator[str]:
    if passage is None:
        yield "belong to no passage"
        return
    if record.text != passage.text:
        yield "stand beside other words than their passage's"
    place: tuple[Any, ...] = tuple(record.facts.get(name) for name in ("article_id", "start", "end"))
    if place != (passage.article_id, passage.start, passage.end):
        yield "name another place than their passage's"
    if record.vector.shape != (dimension,):
        yield f"have not the dimension {dimension}"
    elif not abs(float(np.linalg.norm(record.vector)) - 1.0) < _UNIT:  # also where it is not a number
        yield "are not of unit length"


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:_SHOWN]) + (", ..." if len(ids) > _SHOWN else "")
