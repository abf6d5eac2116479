"""What is in the catalogue, counted: by source, by outlet, by language; and what is newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from retrieval.store.condition import Condition
from retrieval.store.dates import BY_MOMENT, MOMENT, in_order, read, read_by_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from retrieval.store.filters import Filters
    from retrieval.store.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContents:
    """What of a source is in the store.

    Attributes:
        name: The source: an absolute path or an address.
        articles: How many articles came from it.
        passages: How many passages these have.
        oldest: When the oldest of them was published; `None` where none has a date.
        newest: The same of the newest.
    """

    name: str
    articles: int
    passages: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletContents:
    """What of an outlet is in the store.

    Attributes:
        name: The outlet; `None` for articles that do not say whose they are.
        articles: How many there are.
        newest: When the newest of them was published, as far as that lies in the past; `None` where none has a date.
        languages: Codes of their languages, in alphabetical order; empty where none is known.
    """

    name: str | None
    articles: int
    newest: datetime | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An article by its headline.

    Attributes:
        article_id: Its id.
        title: Its headline.
        url: Its address, where it has one.
        source: The outlet, where known.
        published: When it was published, with a time zone.
        language: Code of its language, where known.
        future: Whether its date has not come yet, and so is most likely wrong.
    """

    article_id: str
    title: str
    url: str | None
    source: str | None
    published: datetime
    language: str | None
    future: bool


class Dates(NamedTuple):
    """How the articles are dated.

    Attributes:
        oldest: When the oldest article was published; `None` where none has a date.
        newest: The same of the newest, as far as it lies in the past.
        undated: How many have no date.
        future: How many have a date that has not come yet.
    """

    oldest: datetime | None
    newest: datetime | None
    undated: int
    future: int


class Contents:
    """What is in a catalogue.

    Args:
        database: The generation's; see its schema.
        outlets: Names of all outlets.
    """

    def __init__(self, database: Tables, outlets: Sequence[str]) -> None:
        self._database = database
        self._outlets = outlets

    def sources(self) -> list[SourceContents]:
        """What came from each source, by name."""
        found = self._database.rows(
            f"SELECT i.source, count(*), min({BY_MOMENT}), max({BY_MOMENT}), sum((SELECT count(*) FROM passages p "  # noqa: S608 - ours
            "WHERE p.article = a.id)) FROM articles a JOIN items i ON i.origin = a.item GROUP BY i.source "
            "ORDER BY i.source"
        )
        return [
            SourceContents(
                name=name,
                articles=articles,
                passages=int(passages),
                oldest=read_by_moment(oldest),
                newest=read_by_moment(newest),
            )
            for name, articles, oldest, newest, passages in found
        ]

    def outlets(self, now: datetime) -> list[OutletContents]:
        """What there is of each outlet, the one with most articles first."""
        found = self._database.rows(
            f"SELECT outlet, count(*) AS articles, max({BY_MOMENT}) FILTER (WHERE {MOMENT} <= ?), "  # noqa: S608 - ours
            "group_concat(DISTINCT language) FROM articles GROUP BY outlet ORDER BY articles DESC, outlet NULLS FIRST",
            [in_order(now)],
        )
        return [
            OutletContents(
                name=name,
                articles=articles,
                newest=read_by_moment(newest),
                languages=tuple(sorted(languages.split(","))) if languages else (),
            )
            for name, articles, newest, languages in found
        ]

    def languages(self) -> list[tuple[str | None, int]]:
        """How many articles there are in each language, `None` for those where it is not known, most first."""
        found = self._database.rows(
            "SELECT language, count(*) AS articles FROM articles GROUP BY language "
            "ORDER BY articles DESC, language NULLS FIRST"
        )
        return [(language, int(articles)) for language, articles in found]

    def dates(self, now: datetime) -> Dates:
        """How the articles are dated."""
        ((oldest, newest, undated, future),) = self._database.rows(
            f"SELECT min({BY_MOMENT}), max({BY_MOMENT}) FILTER (WHERE {MOMENT} <= ?), "  # noqa: S608 - ours
            f"count(*) FILTER (WHERE published IS NULL), count(*) FILTER (WHERE {MOMENT} > ?) FROM articles",
            [in_order(now), in_order(now)],
        )
        return Dates(read_by_moment(oldest), read_by_moment(newest), int(undated), int(future))

    def latest(self, limit: int, now: datetime, filters: Filters) -> list[Headline]:
        """The newest articles, newest first; those dated in the future come last, undated ones not at all.

        Args:
            limit: At most so many.
            now: What is later is the future.
            filters: Only articles that pass.
        """
        among = Condition.of(filters, self._outlets)
        found = self._database.rows(
            f"SELECT id, title, url, outlet, published, language, {MOMENT} > ? AS future FROM articles "  # noqa: S608 - ours
            f"WHERE published IS NOT NULL {f'AND {among.sql}' if among else ''} "
            f"ORDER BY future, {MOMENT} DESC, id LIMIT ?",
            [in_order(now), *(among.values if among else ()), limit],
        )
        return [
            Headline(
                article_id=id_,
                title=title,
                url=url,
                source=outlet,
                published=moment,
                language=language,
                future=bool(future),
            )
            for id_, title, url, outlet, published, language, future in found
            if (moment := read(published)) is not None
        ]
