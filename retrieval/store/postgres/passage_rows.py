"""Rows of articles and passages on their way into the database, many at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.duplicates import signature
from retrieval.store.dates import in_order, written
from retrieval.store.metadata import metadata
from retrieval.store.postgres.fts_tokens import counted_tokens
from retrieval.store.postgres.record_vectors import record_name
from retrieval.store.postgres.tables import plain
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from corpus import Article, Passage

_MOST = 32_767  # of a smallint


@dataclass(slots=True)
class PassageRows:
    """Rows that are to be written together.

    Attributes:
        articles: Of `store_articles`.
        passages: Of `store_passages`.
        postings: Of `store_postings`.
        kept_sentences: Rows of passages whose sentences another row of theirs has already: from, to.
        deaths: Of `store_deaths`, without the generation.
        dropped: Rows of passages that were written for this generation and are of no use now.
    """

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    passages: list[tuple[Any, ...]] = field(default_factory=list)
    postings: list[tuple[Any, ...]] = field(default_factory=list)
    kept_sentences: list[tuple[int, int]] = field(default_factory=list)
    deaths: list[tuple[str, int]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def add_article(self, article: Article, item: str, digest: str) -> None:
        """A new version of an article."""
        published = article.published
        self.articles.append(
            tuple(
                plain(value)
                for value in (
                    article.id,
                    item,
                    article.origin,
                    digest,
                    article.title,
                    article.text,
                    article.url,
                    written(published),
                    in_order(published) if published else None,
                    written(article.updated),
                    article.source,
                    article.author,
                    article.language,
                )
            )
        )

    def add_passage(
        self, row: int, article: Article, passages: Sequence[Passage], at: int, *, embedded: bool
    ) -> None:
        """A new version of a passage with its postings.

        Args:
            row: Its row.
            article: Its article.
            passages: All passages of the article.
            at: Which one it is.
            embedded: Whether its vectors are in.
        """
        passage = passages[at]
        postings, tokens = postings_of(article, passages, at)
        self.passages.append(
            (
                row,
                passage.id,
                plain(article.id),
                passage.start,
                passage.end,
                signature(passage.text),
                record_of(passage, article),
                tokens,
                embedded,
            )
        )
        self.postings += ((term, row, *counts, tokens) for term, counts in postings.items())

    def write(self, connection: Connection, generation: int) -> None:
        """Write everything in the transaction of a connection."""
        if self.kept_sentences:  # before the rows that have them are dropped
            before, rows = (list(side) for side in zip(*self.kept_sentences, strict=True))
            connection.exec_driver_sql(_KEEP_SENTENCES, (before, rows))
        self._write_deaths(connection, generation)
        copy(connection, _ARTICLES, ((*row, generation) for row in self.articles))
        copy(connection, _PASSAGES, ((*row, generation) for row in self.passages))
        copy(connection, _POSTINGS, self.postings)

    def _write_deaths(self, connection: Connection, generation: int) -> None:
        if self.deaths:
            kinds, rows = [kind for kind, _ in self.deaths], [row for _, row in self.deaths]
            connection.exec_driver_sql(_DIE, (generation, kinds, rows))
        if self.dropped:
            drop_passages(connection, self.dropped)


def record_of(passage: Passage, article: Article) -> str:
    """Name of the record of a passage in the Chroma server."""
    return record_name(passage.id, metadata(passage, article))


def postings_of(
    article: Article, passages: Sequence[Passage], at: int
) -> tuple[dict[str, tuple[int, int, int]], int]:
    """How often each token stands in the headline, in a passage and around it, by token; and how many there are."""
    texts = (article.title, passages[at].text, around(passages, at))
    title, body, beside = (counted_tokens(terms(text)) for text in texts)
    postings = {
        token: (min(title[token], _MOST), min(body[token], _MOST), min(beside[token], _MOST))
        for token in sorted({*title, *body, *beside})
    }
    return postings, title.total() + body.total() + beside.total()


def around(passages: Sequence[Passage], at: int) -> str:
    """What stands before and after a passage."""
    before = passages[at - 1].text if at else ""
    after = passages[at + 1].text if at + 1 < len(passages) else ""
    return f"{before} {after}"


def copy(connection: Connection, target: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by PostgreSQL's `COPY`, in the transaction of a connection.

    Args:
        connection: The connection.
        target: The table with its columns.
        rows: Values of these columns.
    """
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def drop_passages(connection: Connection, rows: Sequence[int]) -> None:
    """Delete passages with their postings and sentences, in the transaction of a connection."""
    for statement in (
        "DELETE FROM store_postings WHERE passage = ANY(%s)",
        "DELETE FROM store_sentences WHERE passage = ANY(%s)",
        "DELETE FROM store_passages WHERE row = ANY(%s)",
    ):
        connection.exec_driver_sql(statement, (list(rows),))


_ARTICLES = (
    "store_articles (id, item, origin, digest, title, text, url, published, moment, updated, outlet, author, language, "
    "born)"
)
_PASSAGES = 'store_passages (row, id, article, start, "end", signature, record, tokens, embedded, born)'
_POSTINGS = "store_postings (term, passage, title, body, around, tokens)"
_DIE = "INSERT INTO store_deaths SELECT %s, * FROM unnest(%s::text[], %s::bigint[]) ON CONFLICT DO NOTHING"
_KEEP_SENTENCES = (
    "INSERT INTO store_sentences SELECT kept.row, s.starts, s.ends, s.scales, s.steps "
    "FROM unnest(%s::bigint[], %s::bigint[]) AS kept(before, row) JOIN store_sentences s ON s.passage = kept.before"
)
