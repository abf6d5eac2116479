"""The articles and passages of a published generation in PostgreSQL, as readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.store.catalogue import Catalogue, Facts
from retrieval.store.dates import read_each
from retrieval.store.hit import HIT_COLUMNS, hits_of
from retrieval.store.postgres.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus import Article
    from retrieval.store.hit import Hit
    from retrieval.store.postgres.tables import PostgresTables

_ARTICLES, _PASSAGES = 256, 10_000  # that are remembered

FACTS = "p.id, a.outlet, a.published, a.language"
"""What `PostgresCatalogue.note_facts` reads of a passage `p` and its article `a`."""

_HITS = (
    f"SELECT p.signature, {HIT_COLUMNS} FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN (?)"  # noqa: S608 - ours
)
_OF_RECORDS = (
    f"SELECT p.record, {FACTS} FROM passages p JOIN articles a ON a.id = p.article WHERE p.record IN (?)"  # noqa: S608 - ours
)


class PostgresCatalogue(Catalogue):
    """The same as `Catalogue`, with few statements a question: each is a way to the server and back.

    What one statement reads beside what it was asked for, or has read for a question before, is remembered.

    Args:
        database: The tables of a published generation.
    """

    def __init__(self, database: PostgresTables) -> None:
        super().__init__(database)
        self._of_articles: Remembered[Article] = Remembered(_ARTICLES)
        self._facts: Remembered[Facts] = Remembered(_PASSAGES)
        self._of_records: Remembered[str] = Remembered(_PASSAGES)
        self._signatures: Remembered[bytes] = Remembered(_PASSAGES)

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """The articles with these ids, by id; unknown ids are left out."""
        return self._of_articles.completed(article_ids, super().articles)

    def facts(self, ids: Sequence[str]) -> list[Facts]:
        """What ranking needs to know of the passages with these ids; unknown ids are left out."""
        return list(self._facts.completed(ids, self._read_facts).values())

    def _read_facts(self, ids: Sequence[str]) -> dict[str, Facts]:
        return {facts.passage_id: facts for facts in super().facts(ids)}

    def note_facts(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Remember `FACTS` that were read with something else."""
        known = list(rows)
        published = read_each(written for _, _, written, _ in known)
        self._facts.keep(
            {
                id_: Facts(id_, outlet, moment, language)
                for (id_, outlet, _, language), moment in zip(known, published, strict=True)
            }
        )

    def of_records(self, names: Sequence[str]) -> dict[str, str]:
        """Ids of the passages that have the records of these names in the Chroma server, by name."""
        return self._of_records.completed(names, self._read_records)

    def _read_records(self, names: Sequence[str]) -> dict[str, str]:
        found = self._database.rows_among(_OF_RECORDS, names)
        self.note_facts(row[1:] for row in found)
        return {name: id_ for name, id_, *_ in found}

    def hits(self, scores: Mapping[str, float]) -> list[Hit]:
        """The passages with these ids and scores, with the facts of their articles, in this order."""
        found = self._database.rows_among(_HITS, [*scores])
        self._signatures.keep({id_: signature for signature, id_, *_ in found})
        return hits_of((row[1:] for row in found), scores)

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Near-copy signatures of the passages with these ids, by id."""
        return self._signatures.completed(ids, super().signatures)
