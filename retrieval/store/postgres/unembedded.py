"""The passages of a staged generation in PostgreSQL that have no vectors yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.postgres.passage_rows import copy
from retrieval.store.postgres.sentences import columns_of
from retrieval.store.postgres.tables import PostgresTables, store_errors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from corpus import Article, Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.postgres import Postgres


class PostgresUnembedded:
    """Passages that have no vectors yet, as far as they are written; see `UnembeddedPassages`.

    Args:
        database: The database.
        generation: Number of the staged generation.
    """

    def __init__(self, database: Postgres, generation: int) -> None:
        self._database = database
        self._generation = generation
        self._tables = PostgresTables(database, generation, staged=True)
        self._catalogue = Catalogue(self._tables)

    def count_unembedded(self) -> int:
        """How many there are."""
        return self._tables.count("SELECT count(*) FROM passages WHERE NOT embedded")

    def ids(self) -> list[str]:
        """Their ids, of like length together."""
        return [str(id_) for (id_,) in self._tables.rows(_ALL)]

    def among(self, ids: Collection[str]) -> list[str]:
        """Those of some passages, in their order."""
        query = "SELECT id FROM passages WHERE NOT embedded AND id IN (?)"
        left = {id_ for (id_,) in self._tables.rows_among(query, [*ids])}
        return [id_ for id_ in ids if id_ in left]

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """The passages with their articles, of like length together."""
        while rows := self._tables.rows(_SOME, [batch]):
            yield self.with_articles([id_ for (id_,) in rows])

    def with_articles(self, ids: Sequence[str]) -> list[tuple[Passage, Article]]:
        """The passages with these ids, with vectors or without, each with its article."""
        passages = self._catalogue.passages(ids)
        articles = self._catalogue.articles(list({p.article_id for p in passages.values()}))
        return [(passages[id_], articles[passages[id_].article_id]) for id_ in ids if id_ in passages]

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that these passages have their vectors, and keep those of their sentences; harmless where they do."""
        sentences = {id_: columns_of(of_sentences) for id_, of_sentences in embedded}
        with store_errors(), self._database.transaction() as connection:
            marked = connection.exec_driver_sql(_MARK, (self._generation, [*sentences])).all()
            copy(
                connection,
                "store_sentences (passage, starts, ends, scales, steps)",
                ((row, *sentences[id_]) for row, id_ in marked),
            )


_ALL = 'SELECT id FROM passages WHERE NOT embedded ORDER BY "end" - start'
_SOME = f"{_ALL} LIMIT ?"
_MARK = "UPDATE store_passages SET embedded = true WHERE born = %s AND NOT embedded AND id = ANY(%s) RETURNING row, id"
