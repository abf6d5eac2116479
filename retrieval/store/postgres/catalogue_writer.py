"""The catalogue of a generation in PostgreSQL while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import Passage
from retrieval.store.catalogue import Catalogue
from retrieval.store.postgres.article_version import ArticleVersion, PassageVersion
from retrieval.store.postgres.earlier_texts import PostgresEarlierTexts
from retrieval.store.postgres.passage_rows import PassageRows, record_of
from retrieval.store.postgres.row_numbers import RowNumbers
from retrieval.store.postgres.staged_items import StagedItems
from retrieval.store.postgres.tables import PostgresTables, plain, store_errors
from retrieval.store.postgres.unembedded import PostgresUnembedded
from retrieval.store.shown_language import with_shown_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from corpus import Article
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.postgres import Postgres
    from retrieval.store.items import ItemState
    from retrieval.store.tables import Row

_WRITTEN_AT_ONCE = 500  # passages


class PostgresCatalogueWriter:
    """Writes articles, passages, sentences and postings of a staged generation; see `CatalogueTarget`.

    What changes is written as new rows; what the base had and this generation has not is noted as dead, and counts so
    for others from the moment of publication.

    Args:
        database: The database.
        generation: Number of the staged generation.
        base: Number of the generation it starts from; `None` where it does without everything before.
        earlier_texts: How many texts of an article are kept once it has another one.
    """

    def __init__(self, database: Postgres, generation: int, base: int | None, earlier_texts: int = 0) -> None:
        self._database = database
        self._generation = generation
        self._base = base
        self._earlier_texts = PostgresEarlierTexts(database, generation, earlier_texts)
        self._tables = PostgresTables(database, generation, staged=True)
        self._catalogue = Catalogue(self._tables)
        self._pending = PassageRows()
        self._touched: set[str] = set()  # ids of articles that were put or removed
        self._items = StagedItems(generation)
        self._numbers = RowNumbers(database)
        self._unembedded = PostgresUnembedded(database, generation)

    def begin(self) -> None:
        """Nothing is to be begun: nobody sees a staged generation."""

    def commit(self) -> None:
        """Write what waits to be written."""
        with store_errors(), self._database.transaction() as connection:
            self._pending.write(connection, self._generation)
            self._items.write(connection)
        self._pending = PassageRows()
        self._items.clear()

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are now."""
        self.commit()
        values = {"base": self._base, "g": self._generation}
        with store_errors(), self._database.autocommit() as connection:
            articles, passages = (
                int(connection.exec_driver_sql(_COUNT.format(kind), values).scalar() or 0)
                for kind in ("articles", "passages")
            )
        return articles, passages

    def articles_checksum(self) -> None:
        """PostgreSQL has checksums of its own."""
        return

    # Items

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looked like."""
        self._items.note(item)

    def forget_item(self, origin: str) -> None:
        """Forget an item; its articles are removed one by one."""
        self._items.forget(origin)

    # Articles

    def put(
        self, article: Article, passages: Sequence[Passage], item: str, digest: str | None = None
    ) -> list[str]:
        """Add an article with its passages, or replace it; see `CatalogueTarget`."""
        return self._put(article, passages, item, digest or article.digest)

    def _put(
        self, article: Article, passages: Sequence[Passage], item: str, digest: str, *, forced: bool = False
    ) -> list[str]:
        """The same; with `forced`, passages that have not changed are written too."""
        before = self._taken_out(article)
        self._pending.add_article(article, item, digest)
        earlier = before.with_same_headline()
        moved = before.moved([passage.id for passage in passages], forced=forced)
        for at, passage in enumerate(passages):
            self._put_passage(article, passages, at, earlier.pop(passage.id, None), moved)
        left = [*earlier.values()] if before.same_title else before.versions
        for version in left:
            self._bury(version)
        if len(self._pending.passages) >= _WRITTEN_AT_ONCE:
            self.commit()
        return [version.id for version in left]

    def _put_passage(
        self,
        article: Article,
        passages: Sequence[Passage],
        at: int,
        version: PassageVersion | None,
        moved: AbstractSet[str],
    ) -> None:
        """Put one passage of an article in, unless its version so far holds just the same."""
        same = version if version and version.record == record_of(passages[at], article) else None
        if same and passages[at].id not in moved:
            return
        if version:
            self._bury(version)
        self._add(article, passages, at, same)

    def _add(
        self, article: Article, passages: Sequence[Passage], at: int, version: PassageVersion | None
    ) -> None:
        """A new version of a passage; of one whose record is the same, the vectors are in."""
        row = self._numbers.next()
        embedded = version is not None and version.embedded
        self._pending.add_passage(row, article, passages, at, embedded=embedded)
        if version is not None and embedded:
            self._pending.kept_sentences.append((version.row, row))

    def _taken_out(self, article: Article) -> ArticleVersion:
        """Take the article's own row out; what it was so far."""
        known = self._known(article.id)
        if known is None:
            return ArticleVersion([], same_title=False)
        row, born, title, text = known
        if text != plain(article.text):
            self._earlier_texts.keep(row)
        self._end_article(row, born)
        return ArticleVersion(self._versions(article.id), same_title=title == plain(article.title))

    def _known(self, article_id: str) -> tuple[int, int, str, str] | None:
        """Row, generation, headline and text of an article that is in."""
        if article_id in self._touched:
            self.commit()
        elif self._base is None:
            self._touched.add(article_id)
            return None
        self._touched.add(article_id)
        found = self._tables.row("SELECT row, born, title, text FROM articles WHERE id = ?", [article_id])
        return (int(found[0]), int(found[1]), str(found[2]), str(found[3])) if found else None

    def _versions(self, article_id: str) -> list[PassageVersion]:
        found = self._tables.rows(
            "SELECT row, born, id, record, embedded FROM passages WHERE article = ? ORDER BY start",
            [article_id],
        )
        return [PassageVersion(*row) for row in found]

    def _end_article(self, row: int, born: int) -> None:
        if born < self._generation:
            self._pending.deaths.append(("articles", row))
            return
        with store_errors(), self._database.autocommit() as connection:
            connection.exec_driver_sql("DELETE FROM store_articles WHERE row = %s", (row,))

    def _bury(self, version: PassageVersion) -> None:
        if version.born == self._generation:
            self._pending.dropped.append(version.row)
        else:
            self._pending.deaths.append(("passages", version.row))

    def restate(self, article: Article) -> None:
        """Write the dates of an article that is in already."""
        self._rewrite(article, article.digest)

    def _rewrite(self, article: Article, digest: str, *, forced: bool = False) -> int:
        """Write an article that is in already, with its passages as they are; returns how many these are."""
        (item,) = self._tables.rows("SELECT item FROM articles WHERE id = ?", [article.id])[0]
        passages = [
            Passage(id=id_, article_id=article.id, text=article.text[start:end], start=start, end=end)
            for id_, start, end in self._catalogue.spans(article.id)
        ]
        self._put(article, passages, str(item), digest, forced=forced)
        return len(passages)

    def remove(self, article_id: str) -> list[str]:
        """Take an article out; returns the ids of its passages."""
        known = self._known(article_id)
        if known is None:
            return []
        versions = self._versions(article_id)
        self._end_article(known[0], known[1])
        self._earlier_texts.remove(article_id)
        for version in versions:
            self._bury(version)
        return [version.id for version in versions]

    def take_over(self, rows: Iterator[Row]) -> None:
        """Take over the earlier texts of another generation, as they are written there."""
        self._earlier_texts.take_over(rows)

    # What an earlier presscite wrote

    def rewrite_postings(self) -> Iterator[int]:
        """Write all postings anew from the articles; gives how many passages are done, article by article."""
        self.commit()
        done = 0
        for article, _, digest in self._catalogue.all_articles():
            done += self._rewrite(article, digest, forced=True)
            yield done
        self.commit()

    def tell_languages(self) -> list[str]:
        """Give each article the language that its text shows; returns the ids of those that had another."""
        mended = []
        for kept, _, digest_before in self._catalogue.all_articles():
            article, digest = with_shown_language(kept, digest_before)
            if article is not kept:
                self._rewrite(article, digest)
                mended.append(article.id)
        self.commit()
        return mended

    # Vectors

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """Passages that have no vector yet, of like length together, in batches with their articles."""
        self.commit()
        return self._unembedded.unembedded(batch)

    def count_unembedded(self) -> int:
        """How many passages have no vector yet."""
        self.commit()
        return self._unembedded.count_unembedded()

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that these passages have their vectors, and keep those of their sentences."""
        self._unembedded.mark_embedded(embedded)

    # The end

    def settle(self, changed: int) -> None:
        """Write what waits; where much is new, let PostgreSQL know what is in its tables."""
        self.commit()
        if changed >= _MANY:
            with store_errors(), self._database.autocommit() as connection:
                connection.exec_driver_sql(
                    "VACUUM (ANALYZE) store_postings, store_passages, store_articles, store_sentences"
                )

    def close(self) -> None:
        """Nothing is held."""


_MANY = 5_000  # passages
_COUNT = (
    "SELECT coalesce((SELECT {0} FROM store_generations WHERE number = %(base)s), 0) "
    "+ (SELECT count(*) FROM store_{0} WHERE born = %(g)s) "
    "- (SELECT count(*) FROM store_deaths WHERE kind = '{0}' AND generation = %(g)s AND %(base)s::bigint IS NOT NULL)"
)
