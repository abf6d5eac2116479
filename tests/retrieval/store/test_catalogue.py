"""The catalogue: articles and passages as they were put in."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from corpus import Article, split
from retrieval.store.articles_checksum import articles_checksum
from retrieval.store.catalogue import Catalogue
from retrieval.store.catalogue_writer import CatalogueWriter
from retrieval.store.database import IndexDatabase
from retrieval.store.filters import Filters
from retrieval.store.items import Items, ItemState, KnownArticle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = [
    Article(
        id="dam",
        origin="/news.jsonl:1",
        title="Dam",
        text="The dam was built. " * 30,
        url="https://a.example/dam",
        source="Asia-Plus",
        author="A. Writer",
        language="en",
        published=datetime(2018, 11, 16, tzinfo=UTC),
        updated=datetime(2018, 11, 17, tzinfo=UTC),
    ),
    Article(
        id="visit",
        origin="/news.jsonl:2",
        title="Визит",
        text="Министр прибыл.",
        source="Tasnim",
        language="ru",
        published=datetime(2021, 4, 8, tzinfo=UTC),
    ),
    Article(id="river", origin="/other.txt", title="Дарё", text="Об кам шуд."),
]


def write(path: Path, articles: list[Article]) -> None:
    writer = CatalogueWriter(path)
    writer.begin()
    for article in articles:
        item = article.origin.partition(":")[0]
        writer.put(article, split(article, 200), item)
        writer.note_item(ItemState(item, "/source", "fingerprint"))
    writer.commit()
    writer.settle(len(articles))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[IndexDatabase]:
    write(tmp_path / "catalogue.db", ARTICLES)
    with closing(IndexDatabase(tmp_path / "catalogue.db")) as database:
        yield database


def test_articles_are_read_as_they_were_put_in(database: IndexDatabase) -> None:
    """With every fact that is known of them; unknown ids are left out."""
    catalogue = Catalogue(database)
    assert catalogue.articles(["dam", "visit", "river", "nobody"]) == {a.id: a for a in ARTICLES}
    assert catalogue.article("nobody") is None
    assert [(a.id, item, digest) for a, item, digest in catalogue.all_articles()] == [
        (a.id, a.origin.partition(":")[0], a.digest) for a in sorted(ARTICLES, key=lambda a: a.id)
    ]
    assert catalogue.digests() == {a.id: a.digest for a in ARTICLES}


def test_texts_are_those_of_the_articles_that_there_are(database: IndexDatabase) -> None:
    """Nothing is known of an article that is not there."""
    texts = Catalogue(database).texts(["visit", "dam", "gone"])
    assert texts == {article.id: article.text for article in ARTICLES if article.id in ("dam", "visit")}


def test_passages_stand_in_their_articles(database: IndexDatabase) -> None:
    """Each word for word at its place, with the facts that ranking needs, in the order that was asked for."""
    catalogue = Catalogue(database)
    dam, visit = (catalogue.article(id_) for id_ in ("dam", "visit"))
    assert dam is not None
    assert visit is not None
    spans = catalogue.spans("dam")
    assert len(spans) > 1
    for id_, start, end in spans:
        assert catalogue.passages([id_])[id_].text == dam.text[start:end]
    ((other, _, _),) = catalogue.spans("visit")
    first = spans[0][0]
    hits = catalogue.hits({other: 0.5, first: 0.25, "nobody": 1.0})
    assert [(hit.passage_id, hit.score, hit.source) for hit in hits] == [
        (other, 0.5, "Tasnim"),
        (first, 0.25, "Asia-Plus"),
    ]
    assert {
        facts.passage_id: (facts.source, facts.language) for facts in catalogue.facts([first, other])
    } == {
        first: ("Asia-Plus", "en"),
        other: ("Tasnim", "ru"),
    }
    assert catalogue.signatures([first]).keys() == {first}
    assert set(catalogue.sample(2)) <= {id_ for a in ARTICLES for id_, _, _ in catalogue.spans(a.id)}


def test_whole_is_counted(database: IndexDatabase) -> None:
    """Articles and passages, outlets by name, languages that are known, the first and the last date."""
    catalogue = Catalogue(database)
    assert catalogue.counts() == (3, 2 + len(catalogue.spans("dam")))
    assert catalogue.outlets() == ["Asia-Plus", "Tasnim"]
    assert catalogue.languages() == {"en", "ru"}
    assert catalogue.dates() == (ARTICLES[0].published, ARTICLES[1].published)


def test_order_is_by_moments_and_days_are_those_of_their_places(tmp_path: Path) -> None:
    """In Honolulu it is still the 1st of April long after the 2nd has begun in Dushanbe."""
    moments = {"dushanbe": "2024-04-02T00:30:00+05:00", "honolulu": "2024-04-01T23:00:00-10:00"}
    articles = [
        replace(ARTICLES[0], id=id_, published=datetime.fromisoformat(moment), updated=None)
        for id_, moment in moments.items()
    ]
    write(tmp_path / "zones.db", articles)
    first, last = (article.published for article in articles)
    now = datetime(2024, 4, 2, 12, tzinfo=UTC)
    with closing(IndexDatabase(tmp_path / "zones.db")) as database:
        catalogue = Catalogue(database)
        contents = catalogue.contents()
        (source,), (outlet,) = contents.sources(), contents.outlets(now)
        spans = (catalogue.dates(), (source.oldest, source.newest), contents.dates(now)[:2])
        latest = [headline.published for headline in contents.latest(5, now, Filters())]
        for pair in (*spans, tuple(reversed(latest))):
            assert [str(moment) for moment in pair] == [str(first), str(last)]
        assert [str(moment) for moment in (outlet.newest, catalogue.newest(Filters(), now)[1])] == [
            str(last)
        ] * 2
        earlier = now.replace(hour=1)
        assert catalogue.newest(Filters(), earlier) == (2, first)
        assert [headline.future for headline in contents.latest(5, earlier, Filters())] == [False, True]
        days = [Filters(first_day=date(2024, 4, day), end_day=date(2024, 4, day + 1)) for day in (1, 2)]
        assert [str(catalogue.newest(day, now)[1]) for day in days] == [str(last), str(first)]


def test_newest_article_is_that_of_the_filters(database: IndexDatabase) -> None:
    """How many pass, and the day of the newest that is past; undated ones pass where no day is asked for."""
    catalogue, now = Catalogue(database), datetime(2025, 1, 1, tzinfo=UTC)
    dam, visit = ARTICLES[0].published, ARTICLES[1].published
    assert catalogue.newest(Filters(), now) == (3, visit)
    assert catalogue.newest(Filters(sources=("asia-plus",)), now) == (1, dam)
    assert catalogue.newest(Filters(published_before=datetime(2020, 1, 1, tzinfo=UTC)), now) == (1, dam)
    assert catalogue.newest(Filters(published_after=datetime(2024, 1, 1, tzinfo=UTC)), now) == (0, None)
    assert catalogue.newest(Filters(sources=("Nobody",)), now) == (0, None)
    assert catalogue.newest(Filters(), datetime(2020, 1, 1, tzinfo=UTC)) == (3, dam)


def test_items_and_what_came_from_them(database: IndexDatabase) -> None:
    """What was read, what it looked like, and which articles it gave."""
    items = Items(database)
    assert items.fingerprints() == {"/news.jsonl": "fingerprint", "/other.txt": "fingerprint"}
    assert items.item("/other.txt") == ItemState("/other.txt", "/source", "fingerprint")
    assert items.item("/nothing") is None
    assert len(items.all()) == 2
    assert items.article_counts() == {"/news.jsonl": 2, "/other.txt": 1}
    assert items.digests("/news.jsonl") == {a.id: a.digest for a in ARTICLES[:2]}
    assert items.known("river") == KnownArticle(ARTICLES[2].digest, "/other.txt")
    assert items.known("nobody") is None


def test_checksum_is_that_of_the_articles(database: IndexDatabase, tmp_path: Path) -> None:
    """The same for the same articles in whatever order they came, another one where a letter is another."""
    checksum = articles_checksum(database)
    changed = replace(ARTICLES[2], text="Об кам шуд!")
    for name, articles, same in (
        ("turned", ARTICLES[::-1], True),
        ("changed", [*ARTICLES[:2], changed], False),
    ):
        write(tmp_path / f"{name}.db", articles)
        with closing(IndexDatabase(tmp_path / f"{name}.db")) as other:
            assert (articles_checksum(other) == checksum) is same
