"""The catalogue of a generation while it is being written."""

from __future__ import annotations

import sqlite3
from datetime import UTC
from typing import TYPE_CHECKING

from corpus.duplicates import signature
from retrieval.store import postings
from retrieval.store.catalogue import SCHEMA, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from corpus import Article, Passage
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.catalogue import ItemState

_FOLDED_FROM = 0.1  # share of the passages that must be new for the keyword index to be folded into one piece
_MERGED_PAGES = 500  # of the keyword index, else


class CatalogueWriter(Catalogue):
    """The catalogue of a generation that is not published yet; for one thread.

    Args:
        path: The database file; made where it is missing.
    """

    def _connected(self, path: Path) -> sqlite3.Connection:
        fresh = not path.exists()
        database = sqlite3.connect(path, isolation_level=None)
        if fresh:
            database.executescript(SCHEMA + postings.SCHEMA)
        database.execute("PRAGMA synchronous = OFF")  # synced once, when the generation is published
        return database

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are now."""
        return self._counted()

    def begin(self) -> None:
        """Start a transaction; whatever is written until `commit` counts together."""
        self._database.execute("BEGIN")

    def commit(self) -> None:
        """End the transaction."""
        self._database.execute("COMMIT")

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looked like."""
        self._database.execute(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?)", [item.origin, item.source, item.fingerprint]
        )

    def forget_item(self, origin: str) -> None:
        """Forget an item; its articles are removed one by one."""
        self._database.execute("DELETE FROM items WHERE origin = ?", [origin])

    def put(
        self, article: Article, passages: Sequence[Passage], item: str, digest: str | None = None
    ) -> list[str]:
        """Add an article with its passages, or replace it.

        Args:
            article: The article.
            passages: All its passages.
            item: The item it came from.
            digest: Kept instead of the article's own: one that went through the store has its dates in UTC.

        Returns:
            Ids of the earlier passages whose vectors are of no use now.  Passages whose words are unchanged
            keep their row and count as embedded, unless the headline, which is embedded with them, changed.
        """
        kept = {passage.id for passage in passages} if self._title(article.id) == article.title else set()
        gone = [id_ for id_ in self._passage_ids(article.id) if id_ not in kept]
        self._drop_passages(gone)
        published, updated = (
            moment.astimezone(UTC).isoformat() if moment else None
            for moment in (article.published, article.updated)
        )
        self._database.execute(
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
                published,
                updated,
                article.source,
                article.author,
                article.language,
            ],
        )
        self._put_passages(article, passages)
        return gone

    def _title(self, article_id: str) -> str | None:
        row = self._database.execute("SELECT title FROM articles WHERE id = ?", [article_id]).fetchone()
        return str(row[0]) if row else None

    def _put_passages(self, article: Article, passages: Sequence[Passage]) -> None:
        rows = []
        texts = ["", *(passage.text for passage in passages), ""]
        for before, passage, after in zip(texts, passages, texts[2:], strict=False):
            (row,) = self._database.execute(
                'INSERT INTO passages(id, article, start, "end", signature) VALUES (?, ?, ?, ?, ?) '
                'ON CONFLICT(id) DO UPDATE SET start = excluded.start, "end" = excluded."end" RETURNING row',
                [passage.id, article.id, passage.start, passage.end, signature(passage.text)],
            ).fetchone()
            rows.append((int(row), article.title, passage.text, f"{before} {after}"))
        postings.unindex(self._database, (row for row, *_ in rows))
        postings.index(self._database, rows)

    def remove(self, article_id: str) -> list[str]:
        """Take an article out; returns the ids of its passages."""
        gone = self._passage_ids(article_id)
        self._drop_passages(gone)
        self._database.execute("DELETE FROM articles WHERE id = ?", [article_id])
        return gone

    def _passage_ids(self, article_id: str) -> list[str]:
        found = self._database.execute("SELECT id FROM passages WHERE article = ?", [article_id])
        return [str(id_) for (id_,) in found.fetchall()]

    def _drop_passages(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            row = self._database.execute("DELETE FROM passages WHERE id = ? RETURNING row", [id_]).fetchone()
            postings.unindex(self._database, [int(row[0])])
            self._database.execute("DELETE FROM sentences WHERE passage = ?", [int(row[0])])

    def unembedded(self, batch: int) -> Iterator[list[tuple[Passage, Article]]]:
        """Passages that have no vector yet, of like length together, in batches with their articles.

        Each batch must be marked by `mark_embedded` before the next one is taken.
        """
        while rows := self._database.execute(
            'SELECT id FROM passages WHERE NOT embedded ORDER BY "end" - start LIMIT ?', [batch]
        ).fetchall():
            passages = self.passages([id_ for (id_,) in rows])
            articles = self.articles(list({p.article_id for p in passages.values()}))
            yield [(passages[id_], articles[passages[id_].article_id]) for (id_,) in rows]

    def embedded_passages(self, article_ids: Sequence[str]) -> list[tuple[Passage, Article]]:
        """The passages of these articles that have their vectors already, each with its article."""
        articles = self.articles(article_ids)
        marks = ",".join("?" * len(article_ids))
        found = self._database.execute(
            f"SELECT id FROM passages WHERE embedded AND article IN ({marks})",  # noqa: S608 - marks only
            article_ids,
        )
        passages = self.passages([id_ for (id_,) in found.fetchall()])
        return [(passage, articles[passage.article_id]) for passage in passages.values()]

    def count_unembedded(self) -> int:
        """How many passages have no vector yet."""
        (count,) = self._database.execute("SELECT count(*) FROM passages WHERE NOT embedded").fetchone()
        return int(count)

    def mark_embedded(self, embedded: Iterable[tuple[str, SentenceVectors]]) -> None:
        """Note that these passages have their vectors, and keep those of their sentences."""
        for id_, of_sentences in embedded:
            (row,) = self._database.execute(
                "UPDATE passages SET embedded = 1 WHERE id = ? RETURNING row", [id_]
            ).fetchone()
            self._database.execute(
                "INSERT OR REPLACE INTO sentences VALUES (?, ?)", [row, of_sentences.to_bytes()]
            )

    def forget_vectors(self) -> None:
        """Note that no passage has its vector where this generation's will be."""
        self._database.execute("UPDATE passages SET embedded = 0")

    def settle(self, changed: int) -> None:
        """Tidy the keyword index up and close; the file needs no journal then.

        Args:
            changed: How many passages were written.  Folding the index into one piece costs as much as the whole
                of it, so it is done only where much of it is new.
        """
        try:
            if changed >= _FOLDED_FROM * self._counted()[1]:
                self._database.execute("INSERT INTO keywords(keywords) VALUES ('optimize')")
            else:
                self._database.execute(
                    "INSERT INTO keywords(keywords, rank) VALUES ('merge', ?)", [_MERGED_PAGES]
                )
        finally:
            self._database.close()
