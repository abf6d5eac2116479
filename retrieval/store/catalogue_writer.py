"""The catalogue of a generation while it is being written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.duplicates import signature
from retrieval.store.articles_checksum import articles_checksum
from retrieval.store.catalogue import Catalogue, counts
from retrieval.store.database import WritableDatabase, marks
from retrieval.store.dates import written
from retrieval.store.earlier_texts import EarlierTextsWriter
from retrieval.store.postings_writer import PassageWords, PostingsWriter
from retrieval.store.schema import KEYWORDS, SCHEMA
from retrieval.store.shown_language import with_shown_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from corpus import Article, Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.items import ItemState
    from retrieval.store.tables import Row


class CatalogueWriter:
    """Writes articles, passages, sentences and postings of a generation that is not published yet; for one thread.

    Args:
        path: The database file; made where it is missing.
        earlier_texts: How many texts of an article are kept once it has another one.

    Raises:
        StoreError: From any method, where the file cannot be written.
    """

    def __init__(self, path: Path, earlier_texts: int = 0) -> None:
        self._database = WritableDatabase(path, SCHEMA + KEYWORDS)
        self._catalogue = Catalogue(self._database)
        self._postings = PostingsWriter(self._database)
        self._earlier_texts = EarlierTextsWriter(self._database, earlier_texts)

    def begin(self) -> None:
        """Start a transaction; whatever is written until `commit` counts together."""
        self._database.run("BEGIN")

    def commit(self) -> None:
        """End the transaction."""
        self._database.run("COMMIT")

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are now."""
        return counts(self._database)

    def articles_checksum(self) -> int:
        """Checksum of the articles and items, for the manifest."""
        return articles_checksum(self._database)

    # Items

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looked like."""
        self._database.run(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?)", [item.origin, item.source, item.fingerprint]
        )

    def forget_item(self, origin: str) -> None:
        """Forget an item; its articles are removed one by one."""
        self._database.run("DELETE FROM items WHERE origin = ?", [origin])

    # Articles

    def put(
        self, article: Article, passages: Sequence[Passage], item: str, digest: str | None = None
    ) -> list[str]:
        """Add an article with its passages, or replace it.

        Args:
            article: The article.
            passages: All its passages.
            item: The item it came from.
            digest: Kept instead of the article's own: of one that went through an older store the zones were lost.

        Returns:
            Ids of the earlier passages whose vectors are of no use now.  Passages whose words are unchanged
            keep their row and count as embedded, unless the headline, which is embedded with them, changed.
        """
        kept = {passage.id for passage in passages} if self._title(article.id) == article.title else set()
        gone = [id_ for id_ in self._passage_ids(article.id) if id_ not in kept]
        self._drop_passages(gone)
        self._earlier_texts.keep(article.id, article.text, datetime.now(UTC))
        self._database.run(
            "INSERT OR REPLACE INTO articles(id, item, origin, digest, title, text, url, published, updated, outlet, "
            "author, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                article.id,
                item,
                article.origin,
                digest or article.digest,
                article.title,
                article.text,
                article.url,
                written(article.published),
                written(article.updated),
                article.source,
                article.author,
                article.language,
            ],
        )
        self._put_passages(article, passages)
        return gone

    def restate(self, article: Article) -> None:
        """Write the dates of an article that is in already."""
        self._database.run(
            "UPDATE articles SET published = ?, updated = ? WHERE id = ?",
            [written(article.published), written(article.updated), article.id],
        )

    def remove(self, article_id: str) -> list[str]:
        """Take an article out; returns the ids of its passages."""
        gone = self._passage_ids(article_id)
        self._drop_passages(gone)
        self._database.run("DELETE FROM articles WHERE id = ?", [article_id])
        self._earlier_texts.remove(article_id)
        return gone

    def take_over(self, rows: Iterator[Row]) -> None:
        """Take over the earlier texts of another generation, as they are written there."""
        self._earlier_texts.take_over(rows)

    def _title(self, article_id: str) -> str | None:
        row = self._database.row("SELECT title FROM articles WHERE id = ?", [article_id])
        return str(row[0]) if row else None

    def _put_passages(self, article: Article, passages: Sequence[Passage]) -> None:
        rows = [
            self._database.count(
                'INSERT INTO passages(id, article, start, "end", signature) VALUES (?, ?, ?, ?, ?) '
                'ON CONFLICT(id) DO UPDATE SET start = excluded.start, "end" = excluded."end" RETURNING row',
                [passage.id, article.id, passage.start, passage.end, signature(passage.text)],
            )
            for passage in passages
        ]
        self._postings.remove(rows)
        self._index(article, [(row, passage.text) for row, passage in zip(rows, passages, strict=True)])

    def _index(self, article: Article, passages: Sequence[tuple[int, str]]) -> None:
        """Put the words of an article's passages into the postings; each is given by its row and text."""
        texts = ["", *(text for _, text in passages), ""]
        self._postings.add(
            PassageWords(row, article.title, text, f"{before} {after}")
            for before, (row, text), after in zip(texts, passages, texts[2:], strict=False)
        )

    def _passage_ids(self, article_id: str) -> list[str]:
        return [id_ for id_, _, _ in self._catalogue.spans(article_id)]

    def _drop_passages(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            row = self._database.count("DELETE FROM passages WHERE id = ? RETURNING row", [id_])
            self._postings.remove([row])
            self._database.run("DELETE FROM sentences WHERE passage = ?", [row])

    # What an earlier presscite wrote

    def rewrite_postings(self) -> Iterator[int]:
        """Write all postings anew from the articles; gives how many passages are done, article by article."""
        self._postings.clear()
        done = 0
        for article, _, _ in self._catalogue.all_articles():
            spans = self._database.rows(
                'SELECT row, start, "end" FROM passages WHERE article = ? ORDER BY start', [article.id]
            )
            self._index(article, [(row, article.text[start:end]) for row, start, end in spans])
            done += len(spans)
            yield done

    def tell_languages(self) -> list[str]:
        """Give each article the language that its text shows; returns the ids of those that had another."""
        mended = []
        for kept, _, digest_before in self._catalogue.all_articles():
            article, digest = with_shown_language(kept, digest_before)
            if article is not kept:
                self._database.run(
                    "UPDATE articles SET language = ?, digest = ? WHERE id = ?",
                    [article.language, digest, article.id],
                )
                mended.append(article.id)
        return mended

    # Vectors

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """Passages that have no vector yet, of like length together, in batches with their articles.

        Each batch must be marked by `mark_embedded` before the next one is taken.
        """
        while rows := self._database.rows(
            'SELECT id FROM passages WHERE NOT embedded ORDER BY "end" - start LIMIT ?', [batch]
        ):
            yield self._with_articles([id_ for (id_,) in rows])

    def embedded_passages(self, article_ids: Sequence[str]) -> list[tuple[Passage, Article]]:
        """The passages of these articles that have their vectors already, each with its article."""
        found = self._database.rows(
            f"SELECT id FROM passages WHERE embedded AND article IN ({marks(len(article_ids))})",  # noqa: S608 - marks only
            article_ids,
        )
        return self._with_articles([id_ for (id_,) in found])

    def _with_articles(self, ids: Sequence[str]) -> list[tuple[Passage, Article]]:
        passages = self._catalogue.passages(ids)
        articles = self._catalogue.articles(list({p.article_id for p in passages.values()}))
        return [(passages[id_], articles[passages[id_].article_id]) for id_ in ids]

    def count_unembedded(self) -> int:
        """How many passages have no vector yet."""
        return self._database.count("SELECT count(*) FROM passages WHERE NOT embedded")

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that these passages have their vectors, and keep those of their sentences."""
        self.begin()  # one transaction, which costs less than one for each statement
        for id_, of_sentences in embedded:
            row = self._database.count("UPDATE passages SET embedded = 1 WHERE id = ? RETURNING row", [id_])
            self._database.run(
                "INSERT OR REPLACE INTO sentences VALUES (?, ?)", [row, of_sentences.to_bytes()]
            )
        self.commit()

    def forget_vectors(self) -> None:
        """Note that no passage has its vector where this generation's will be."""
        self._database.run("UPDATE passages SET embedded = 0")

    # The end

    def settle(self, changed: int) -> None:
        """Tidy the postings up and close; the file needs no journal then.

        Args:
            changed: How many passages were written.
        """
        try:
            self._postings.tidy(changed, self.counts()[1])
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
