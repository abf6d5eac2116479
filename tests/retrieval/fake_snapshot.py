"""A snapshot without a store: what a query, a search and a ranking ask of one, answered from what a test says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from retrieval.query.query import Query
from retrieval.store.catalogue import Facts
from retrieval.store.hit import Hit
from retrieval.store.postings import Matches
from retrieval.text.analysis import term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.filters import Filters


@dataclass
class FakeSnapshot:
    """What a snapshot of a hundred articles in a thousand passages gives.

    Attributes:
        names: Its outlets.
        frequency: In how many passages each term stands.
        passages: Its passages.
        near: Ids of passages and cosines, whatever is searched for.
        matching: Ids of passages and scores, whatever is searched for.
        kept: The sentences of passages, by id.
        asked: The name of each thing that was asked for, in order.
        filters: What was searched among, by vectors.
    """

    names: Sequence[str] = ()
    frequency: Mapping[str, int] = field(default_factory=dict)
    passages: Sequence[Hit] = ()
    near: Sequence[tuple[str, float]] = ()
    matching: Sequence[tuple[str, float]] = ()
    kept: Mapping[str, SentenceVectors] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    filters: list[Filters] = field(default_factory=list)

    @property
    def catalogue(self) -> FakeSnapshot:
        return self

    @property
    def postings(self) -> FakeSnapshot:
        return self

    @property
    def sentences(self) -> FakeSnapshot:
        return self

    def counts(self) -> tuple[int, int]:
        self.asked.append("counts")
        return 100, 1_000

    def outlets(self) -> list[str]:
        self.asked.append("outlets")
        return list(self.names)

    def languages(self) -> frozenset[str]:
        return frozenset(hit.language for hit in self.passages if hit.language)

    def article(self, _id: str) -> None:
        """None: every passage is all of its article."""

    def articles(self, _ids: Sequence[str]) -> dict[str, None]:
        """None, likewise."""
        return {}

    def beginning(self, letter: str) -> list[str]:
        return [term for term in self.frequency if term.startswith(letter)]

    def newest(self, filters: Filters, now: datetime) -> tuple[int, datetime | None]:
        self.filters.append(filters)
        days = [hit.published for hit in self.passages if hit.published and hit.published <= now]
        return len(self.passages), max(days, default=None)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        self.asked.append("frequencies")
        return {term: self.frequency[term] for term in terms if term in self.frequency}

    def word_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        return self.frequencies([term(word) for word in words])

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, SentenceVectors]:
        return {id_: self.kept[id_] for id_ in passage_ids if id_ in self.kept}

    def nearest(self, _vector: object, _limit: int, filters: Filters) -> list[tuple[str, float]]:
        self.filters.append(filters)
        return list(self.near)

    def match(self, _question: str, _limit: int, _filters: Filters) -> Matches:
        return Matches(list(self.matching))

    def facts(self, ids: Sequence[str]) -> list[Facts]:
        known = [hit for hit in self.passages if hit.passage_id in ids]
        return [Facts(hit.passage_id, hit.source, hit.published, hit.language) for hit in known]

    def hits(self, scores: Mapping[str, float]) -> list[Hit]:
        by_id = {hit.passage_id: hit for hit in self.passages}
        return [replace(by_id[id_], score=score) for id_, score in scores.items()]


def query(text: str, snapshot: FakeSnapshot | None = None, now: datetime | None = None) -> Query:
    """A query in a snapshot."""
    return Query(text, cast("Any", snapshot or FakeSnapshot()), now)


def passage(
    text: str,
    id_: str = "p",
    *,
    title: str = "A headline",
    source: str | None = None,
    published: datetime | None = None,
    language: str | None = "en",
) -> Hit:
    """A passage that is all of its article."""
    return Hit(
        passage_id=id_, article_id=id_, text=text, start=0, end=len(text), title=title, url=None, source=source,
        published=published, language=language, score=1.0,
    )  # fmt: skip
