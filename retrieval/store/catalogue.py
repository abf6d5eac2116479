"""The articles and passages of a generation, as readers see them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus import Article, Passage
from retrieval.store.condition import Condition
from retrieval.store.contents import Contents
from retrieval.store.dates import BY_MOMENT, MOMENT, in_order, read, read_by_moment, read_each
from retrieval.store.hit import HIT_COLUMNS, hits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from retrieval.store.filters import Filters
    from retrieval.store.hit import Hit
    from retrieval.store.tables import Tables

_FACTS = ("id", "text", "title", "url", "published", "updated", "outlet", "author", "language", "origin")
_HITS = f"SELECT {HIT_COLUMNS} FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN (?)"  # noqa: S608 - ours
_READ_AT_ONCE = 256  # articles


class Facts(NamedTuple):
    """What ranking needs to know of a passage: its id, and outlet, date and language of its article."""

    passage_id: str
    source: str | None
    published: datetime | None
    language: str | None


class Catalogue:
    """The articles and passages of a published generation; may be read from several threads at once.

    Args:
        database: The generation's; see its schema.

    Raises:
        StoreError: From any method, where the file is damaged.
    """

    def __init__(self, database: Tables) -> None:
        self._database = database
        # These never change in a published generation, and every question needs them.
        self._counts: tuple[int, int] | None = None
        self._outlets: list[str] | None = None
        self._languages: frozenset[str] | None = None
        self._dates: tuple[datetime | None, datetime | None] | None = None

    @cached_property
    def _columns(self) -> str:
        """The facts of an article; those that stores of older formats do not have are empty there."""
        there = self._database.columns("articles")
        return ", ".join(name if name in there else f"NULL AS {name}" for name in _FACTS)

    # Articles

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        return self.articles([article_id]).get(article_id)

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """The articles with these ids, by id; unknown ids are left out."""
        query = f"SELECT {self._columns} FROM articles WHERE id IN (?)"  # noqa: S608 - the names of ours
        return {
            id_: Article(
                id=id_,
                text=text,
                title=title,
                url=url,
                published=read(published),
                updated=read(updated),
                source=outlet,
                author=author,
                language=language,
                origin=origin,
            )
            for id_, text, title, url, published, updated, outlet, author, language, origin in (
                self._database.rows_among(query, article_ids)
            )
        }

    def texts(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The texts of the articles with these ids, by id; unknown ids are left out."""
        return dict(self._database.rows_among("SELECT id, text FROM articles WHERE id IN (?)", article_ids))

    def all_articles(self) -> Iterator[tuple[Article, str, str]]:
        """Every article with the item it came from and its digest, in the order of their ids."""
        last = ""
        while rows := self._database.rows(
            "SELECT id, item, digest FROM articles WHERE id > ? ORDER BY id LIMIT ?", [last, _READ_AT_ONCE]
        ):
            articles = self.articles([id_ for id_, *_ in rows])
            yield from ((articles[id_], item, digest) for id_, item, digest in rows)
            last = rows[-1][0]

    def digests(self) -> dict[str, str]:
        """Digests of all articles, by id."""
        return dict(self._database.rows("SELECT id, digest FROM articles"))

    # Passages

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, by id; unknown ids are left out."""
        found = self._database.rows_among(
            'SELECT p.id, p.article, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start) '
            "FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN (?)",
            ids,
        )
        return {
            id_: Passage(id=id_, article_id=article, text=text, start=start, end=end)
            for id_, article, start, end, text in found
        }

    def facts(self, ids: Sequence[str]) -> list[Facts]:
        """What ranking needs to know of the passages with these ids; unknown ids are left out."""
        found = self._database.rows_among(
            "SELECT p.id, a.outlet, a.published, a.language "
            "FROM passages p JOIN articles a ON a.id = p.article WHERE p.id IN (?)",
            ids,
        )
        published = read_each(written for _, _, written, _ in found)
        return [
            Facts(id_, outlet, moment, language)
            for (id_, outlet, _, language), moment in zip(found, published, strict=True)
        ]

    def passing(self, ids: Sequence[str], among: Condition) -> frozenset[str]:
        """Those of the passages with these ids whose articles fit a condition."""
        found = self._database.rows_among(
            "SELECT p.id FROM passages p JOIN articles ON articles.id = p.article "  # noqa: S608 - ours
            f"WHERE p.id IN (?) AND {among.sql}",
            ids,
            among.values,
        )
        return frozenset(str(id_) for (id_,) in found)

    def hits(self, scores: Mapping[str, float]) -> list[Hit]:
        """The passages with these ids and scores, with the facts of their articles, in this order.

        Unknown ids are left out.
        """
        return hits_of(self._database.rows_among(_HITS, [*scores]), scores)

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Near-copy signatures of the passages with these ids, by id."""
        return dict(self._database.rows_among("SELECT id, signature FROM passages WHERE id IN (?)", ids))

    def spans(self, article_id: str) -> list[tuple[str, int, int]]:
        """Ids of an article's passages with where they start and end in its text, in the order of the text."""
        return [
            (str(id_), int(start), int(end))
            for id_, start, end in self._database.rows(
                'SELECT id, start, "end" FROM passages WHERE article = ? ORDER BY start', [article_id]
            )
        ]

    def sample(self, most: int) -> list[str]:
        """Ids of some passages; ids are hashes, so the first ones are a fair sample, and hardly change."""
        return [
            str(id_) for (id_,) in self._database.rows("SELECT id FROM passages ORDER BY id LIMIT ?", [most])
        ]

    # The whole

    def outlets(self) -> list[str]:
        """Names of the outlets, in alphabetical order."""
        if self._outlets is None:
            found = self._database.rows(
                "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet"
            )
            self._outlets = [str(outlet) for (outlet,) in found]
        return self._outlets

    def languages(self) -> frozenset[str]:
        """Codes of the languages of the articles, as far as they are known."""
        if self._languages is None:
            found = self._database.rows("SELECT DISTINCT language FROM articles WHERE language IS NOT NULL")
            self._languages = frozenset(str(language) for (language,) in found)
        return self._languages

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        if self._counts is None:
            self._counts = counts(self._database)
        return self._counts

    def newest(self, filters: Filters, now: datetime) -> tuple[int, datetime | None]:
        """How many articles pass filters, and when the newest of them was published, as far as that is past.

        Args:
            filters: What is searched among.
            now: A later date has not come yet, and so is most likely wrong.
        """
        among = Condition.of(filters, self.outlets())
        last = self.dates()[1]
        if among is None and (last is None or last <= now):
            return self.counts()[0], last
        ((count, newest),) = self._database.rows(
            f"SELECT count(*), max({BY_MOMENT}) FILTER (WHERE {MOMENT} <= ?) FROM articles "  # noqa: S608 - ours
            f"{f'WHERE {among.sql}' if among else ''}",
            [in_order(now), *(among.values if among else ())],
        )
        return int(count), read_by_moment(newest)

    def dates(self) -> tuple[datetime | None, datetime | None]:
        """Publication dates of the oldest and the newest dated article."""
        if self._dates is None:
            ((first, last),) = self._database.rows(f"SELECT min({BY_MOMENT}), max({BY_MOMENT}) FROM articles")  # noqa: S608 - ours
            self._dates = (read_by_moment(first), read_by_moment(last))
        return self._dates

    def contents(self) -> Contents:
        """What there is, counted in several ways."""
        return Contents(self._database, self.outlets())


def counts(database: Tables) -> tuple[int, int]:
    """How many articles and how many passages a database holds now."""
    return database.count("SELECT count(*) FROM articles"), database.count("SELECT count(*) FROM passages")
