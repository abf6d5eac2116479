"""Articles and passages in SQLite, with the keyword index beside them in the same file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus import Article, Passage
from corpus.duplicates import signature
from retrieval import keywords
from retrieval.keywords import Condition, Matches
from retrieval.sentence_vectors import SentenceVectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_SCHEMA = """
CREATE TABLE items (              -- what was read: a file, with what it looked like then
    origin TEXT PRIMARY KEY,
    source TEXT NOT NULL,         -- the folder or file that was asked for, which this item is a part of
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    item TEXT NOT NULL,           -- the item it came from
    origin TEXT NOT NULL,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    published TEXT,               -- ISO 8601 with a time zone
    updated TEXT,                 -- the same
    outlet TEXT,
    author TEXT,
    language TEXT
) WITHOUT ROWID;
CREATE INDEX articles_by_item ON articles(item);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,      -- also the row in the keyword index
    id TEXT NOT NULL UNIQUE,      -- also the id in Chroma
    article TEXT NOT NULL,
    start INTEGER NOT NULL,       -- offsets in characters of the article's text
    "end" INTEGER NOT NULL,
    signature BLOB NOT NULL,      -- tells near-copies of one story; see corpus/duplicates.py
    embedded INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passages_by_article ON passages(article);
CREATE TABLE sentences (          -- apart from the passages, which are read more often
    passage INTEGER PRIMARY KEY,  -- row of the passage
    vectors BLOB NOT NULL         -- see retrieval/sentence_vectors.py
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What an item looked like when it was last read."""

    origin: str
    source: str
    fingerprint: str


class Catalogue:
    """The articles and passages of one generation of the store.

    Args:
        path: The database file.
        writable: Whether to write; a reader may be used from several threads at once.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self._writable = writable
        self._counts: tuple[int, int] | None = None  # never changes in a published generation
        if writable:
            fresh = not path.exists()
            self._database = sqlite3.connect(path, isolation_level=None)
            if fresh:
                self._database.executescript(_SCHEMA + keywords.SCHEMA)
            self._database.execute(
                "PRAGMA synchronous = OFF"
            )  # synced once, when the generation is published
        else:
            # A published generation never changes, so readers need no locks.
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # Reading

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        rows = self._articles("WHERE id = ?", [article_id])
        return rows[0] if rows else None

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """The articles with these ids, by id; unknown ids are left out."""
        marks = ",".join("?" * len(article_ids))
        return {a.id: a for a in self._articles(f"WHERE id IN ({marks})", article_ids)}

    def _articles(self, where: str, values: Sequence[str]) -> list[Article]:
        found = self._database.execute(
            f"SELECT id, text, title, url, published, updated, outlet, author, language, origin FROM articles {where}",  # noqa: S608 - ours
            values,
        )
        return [
            Article(
                id=id_,
                text=text,
                title=title,
                url=url,
                published=datetime.fromisoformat(published) if published else None,
                updated=datetime.fromisoformat(updated) if updated else None,
                source=outlet,
                author=author,
                language=language,
                origin=origin,
            )
            for id_, text, title, url, published, updated, outlet, author, language, origin in found.fetchall()
        ]

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, by id; unknown ids are left out."""
        marks = ",".join("?" * len(ids))
        found = self._database.execute(
            'SELECT p.id, p.article, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start) '  # noqa: S608 - marks only
            f"FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN ({marks})",
            ids,
        )
        return {
            id_: Passage(id=id_, article_id=article, text=text, start=start, end=end)
            for id_, article, start, end, text in found.fetchall()
        }

    def match(self, question: str, limit: int, among: Condition | None = None) -> Matches[str]:
        """The passages (of the articles that fit) that share words with a question, by id, best first."""
        matches = keywords.match(self._database, question, limit, self.counts()[1], among)
        marks = ",".join("?" * len(matches.found))
        ids = dict(
            self._database.execute(
                f"SELECT row, id FROM passages WHERE row IN ({marks})",  # noqa: S608 - marks only
                [row for row, _ in matches.found],
            ).fetchall()
        )
        return Matches([(ids[row], score) for row, score in matches.found], matches.ideal)

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Near-copy signatures of the passages with these ids, by id."""
        marks = ",".join("?" * len(ids))
        found = self._database.execute(
            f"SELECT id, signature FROM passages WHERE id IN ({marks})",  # noqa: S608 - marks only
            ids,
        )
        return dict(found.fetchall())

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, SentenceVectors]:
        """The sentences of the passages with these ids, by id."""
        marks = ",".join("?" * len(ids))
        found = self._database.execute(
            "SELECT p.id, s.vectors FROM passages p JOIN sentences s ON s.passage = p.row "  # noqa: S608 - marks only
            f"WHERE p.id IN ({marks})",
            ids,
        )
        return {id_: SentenceVectors.from_bytes(kept) for id_, kept in found.fetchall()}

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each of these terms stands; absent ones are left out."""
        return keywords.frequencies(self._database, terms)

    def outlets(self) -> list[str]:
        """Names of the outlets, in alphabetical order."""
        found = self._database.execute(
            "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet"
        )
        return [str(outlet) for (outlet,) in found.fetchall()]

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        if self._counts is None or self._writable:
            articles = self._database.execute("SELECT count(*) FROM articles").fetchone()
            passages = self._database.execute("SELECT count(*) FROM passages").fetchone()
            self._counts = (int(articles[0]), int(passages[0]))
        return self._counts

    def dates(self) -> tuple[datetime | None, datetime | None]:
        """Publication dates of the oldest and the newest dated article."""
        # All are written in UTC, so their order as text is their order in time.
        row = self._database.execute("SELECT min(published), max(published) FROM articles").fetchone()
        first, last = (datetime.fromisoformat(published) if published else None for published in row)
        return first, last

    def items(self) -> dict[str, ItemState]:
        """What was read, by origin."""
        found = self._database.execute("SELECT origin, source, fingerprint FROM items")
        return {o: ItemState(origin=o, source=s, fingerprint=f) for o, s, f in found.fetchall()}

    def digests(self, item: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id."""
        found = self._database.execute("SELECT id, digest FROM articles WHERE item = ?", [item])
        return dict(found.fetchall())

    def known(self, article_id: str) -> tuple[str | None, str | None]:
        """Digest of an article and the item it came from; (`None`, `None`) where it is not in."""
        row = self._database.execute(
            "SELECT digest, item FROM articles WHERE id = ?", [article_id]
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else (None, None)

    # Writing

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

    def put(self, article: Article, passages: Sequence[Passage], item: str) -> list[str]:
        """Add an article with its passages, or replace it.

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
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                article.id,
                item,
                article.origin,
                article.digest,
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
        keywords.unindex(self._database, (row for row, *_ in rows))
        keywords.index(self._database, rows)

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
            keywords.unindex(self._database, [int(row[0])])
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

    def settle(self) -> None:
        """Fold the keyword index into one piece and close; the file needs no journal then."""
        with closing(self._database):
            self._database.execute("INSERT INTO keywords(keywords) VALUES ('optimize')")


def sync(path: Path) -> None:
    """Bring a file's or folder's content to the disk itself."""
    import os

    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
