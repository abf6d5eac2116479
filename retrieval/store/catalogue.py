"""Articles and passages in SQLite, with the keyword index beside them in the same file."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus import Article, Passage
from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.store import postings
from retrieval.store.contents import Contents
from retrieval.store.hit import Hit
from retrieval.store.postings import Condition, Matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

SCHEMA = """
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
    vectors BLOB NOT NULL         -- see retrieval/embedding/sentence_vectors.py
);
"""


_FACTS = ("id", "text", "title", "url", "published", "updated", "outlet", "author", "language", "origin")


class ItemState(NamedTuple):
    """What an item looked like when it was last read."""

    origin: str
    source: str
    fingerprint: str


class Facts(NamedTuple):
    """What ranking needs to know of a passage: its id, and outlet, date and language of its article."""

    passage_id: str
    source: str | None
    published: datetime | None
    language: str | None


class Catalogue:
    """The articles and passages of a published generation; may be read from several threads at once.

    Args:
        path: The database file.
    """

    def __init__(self, path: Path) -> None:
        # These never change in a published generation, and every question needs them.
        self._counts: tuple[int, int] | None = None
        self._outlets: list[str] | None = None
        self._languages: frozenset[str] | None = None
        self._dates: tuple[datetime | None, datetime | None] | None = None
        self._database = self._connected(path)

    @cached_property
    def _columns(self) -> str:
        """The facts of an article; those that stores of older formats do not have are empty there."""
        there = {row[1] for row in self._database.execute("PRAGMA table_info(articles)")}
        return ", ".join(name if name in there else f"NULL AS {name}" for name in _FACTS)

    def _connected(self, path: Path) -> sqlite3.Connection:
        # A published generation never changes, so readers need no locks.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

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
            f"SELECT {self._columns} FROM articles {where}",  # noqa: S608 - ours
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

    def facts(self, ids: Sequence[str]) -> list[Facts]:
        """What ranking needs to know of the passages with these ids; unknown ids are left out."""
        marks = ",".join("?" * len(ids))
        found = self._database.execute(
            "SELECT p.id, a.outlet, a.published, a.language FROM passages p JOIN articles a ON a.id = p.article "  # noqa: S608 - marks only
            f"WHERE p.id IN ({marks})",
            ids,
        )
        return [
            Facts(id_, outlet, datetime.fromisoformat(published) if published else None, language)
            for id_, outlet, published, language in found.fetchall()
        ]

    def hits(self, scores: Mapping[str, float]) -> list[Hit]:
        """The passages with these ids and scores, with the facts of their articles, in this order.

        Unknown ids are left out.
        """
        marks = ",".join("?" * len(scores))
        rows = self._database.execute(
            'SELECT p.id, p.article, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start), a.title, a.url, '  # noqa: S608 - marks only
            "a.published, a.updated, a.outlet, a.author, a.language "
            f"FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN ({marks})",
            [*scores],
        )
        found = {
            id_: Hit(
                passage_id=id_,
                article_id=article,
                text=text,
                start=start,
                end=end,
                title=title,
                url=url,
                source=outlet,
                published=datetime.fromisoformat(published) if published else None,
                language=language,
                score=scores[id_],
                updated=datetime.fromisoformat(updated) if updated else None,
                author=author,
            )
            for id_, article, start, end, text, title, url, published, updated, outlet, author, language in rows
        }
        return [found[id_] for id_ in scores if id_ in found]

    def match(self, question: str, limit: int, among: Condition | None = None) -> Matches[str]:
        """The passages (of the articles that fit) that share words with a question, by id, best first."""
        matches = postings.match(self._database, question, limit, self.counts()[1], among)
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
        return postings.frequencies(self._database, terms)

    def outlets(self) -> list[str]:
        """Names of the outlets, in alphabetical order."""
        if self._outlets is None:
            found = self._database.execute(
                "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet"
            )
            self._outlets = [str(outlet) for (outlet,) in found.fetchall()]
        return self._outlets

    def languages(self) -> frozenset[str]:
        """Codes of the languages of the articles, as far as they are known."""
        if self._languages is None:
            found = self._database.execute(
                "SELECT DISTINCT language FROM articles WHERE language IS NOT NULL"
            )
            self._languages = frozenset(str(language) for (language,) in found.fetchall())
        return self._languages

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        if self._counts is None:
            self._counts = self._counted()
        return self._counts

    def _counted(self) -> tuple[int, int]:
        articles = self._database.execute("SELECT count(*) FROM articles").fetchone()
        passages = self._database.execute("SELECT count(*) FROM passages").fetchone()
        return (int(articles[0]), int(passages[0]))

    def dates(self) -> tuple[datetime | None, datetime | None]:
        """Publication dates of the oldest and the newest dated article."""
        if self._dates is None:
            # All are written in UTC, so their order as text is their order in time.
            row = self._database.execute("SELECT min(published), max(published) FROM articles").fetchone()
            first, last = (datetime.fromisoformat(published) if published else None for published in row)
            self._dates = (first, last)
        return self._dates

    def items(self) -> dict[str, ItemState]:
        """What was read, by origin."""
        found = self._database.execute("SELECT origin, source, fingerprint FROM items")
        return {row[0]: ItemState(*row) for row in found.fetchall()}

    def item(self, origin: str) -> ItemState | None:
        """What an item looked like when it was last read; `None` where it is not in."""
        row = self._database.execute(
            "SELECT origin, source, fingerprint FROM items WHERE origin = ?", [origin]
        ).fetchone()
        return ItemState(*row) if row else None

    def fingerprints(self) -> dict[str, str]:
        """What every item looked like when it was last read, by origin."""
        return dict(self._database.execute("SELECT origin, fingerprint FROM items"))

    def articles_by_item(self) -> dict[str, int]:
        """How many articles came from each item, by origin; items without any are left out."""
        return dict(self._database.execute("SELECT item, count(*) FROM articles GROUP BY item").fetchall())

    def all_articles(self) -> Iterator[tuple[Article, str, str]]:
        """Every article with the item it came from and its digest, in the order of their ids."""
        last = ""
        while rows := self._database.execute(
            "SELECT id, item, digest FROM articles WHERE id > ? ORDER BY id LIMIT 256", [last]
        ).fetchall():
            articles = self.articles([id_ for id_, *_ in rows])
            yield from ((articles[id_], item, digest) for id_, item, digest in rows)
            last = rows[-1][0]

    def passage_count(self, article_id: str) -> int:
        """How many passages an article has."""
        found = self._database.execute("SELECT count(*) FROM passages WHERE article = ?", [article_id])
        return int(found.fetchone()[0])

    def contents(self) -> Contents:
        """What there is, counted in several ways."""
        return Contents(self._database)

    def digests(self, item: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id."""
        found = self._database.execute("SELECT id, digest FROM articles WHERE item = ?", [item])
        return dict(found.fetchall())

    def all_digests(self) -> dict[str, str]:
        """Digests of all articles, by id."""
        return dict(self._database.execute("SELECT id, digest FROM articles").fetchall())

    def spans(self, article_id: str) -> list[tuple[str, int, int]]:
        """Ids of an article's passages with where they start and end in its text, in the order of the text."""
        found = self._database.execute(
            'SELECT id, start, "end" FROM passages WHERE article = ? ORDER BY start', [article_id]
        )
        return [(str(id_), int(start), int(end)) for id_, start, end in found.fetchall()]

    def sample(self, most: int) -> list[str]:
        """Ids of some passages; ids are hashes, so the first ones are a fair sample, and hardly change."""
        return [
            str(id_)
            for (id_,) in self._database.execute("SELECT id FROM passages ORDER BY id LIMIT ?", [most])
        ]

    def known(self, article_id: str) -> tuple[str | None, str | None]:
        """Digest of an article and the item it came from; (`None`, `None`) where it is not in."""
        row = self._database.execute(
            "SELECT digest, item FROM articles WHERE id = ?", [article_id]
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else (None, None)
