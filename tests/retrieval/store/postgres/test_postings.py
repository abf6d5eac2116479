"""Keywords in PostgreSQL: the passages and the scores of the embedded store."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from retrieval.settings import Settings
from retrieval.store.engine import store_engine
from retrieval.store.filters import Filters
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.snapshot import Snapshot
from tests.retrieval.small_store import run, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = [
    "dam",
    "river",
    "water",
    "engineer",
    "Dushanbe",
    "minister",
    "budget",
    "tariff",
    "snow",
    "road",
    "o'neil",
]
_WEIGHTS = [40, 20, 15, 10, 8, 6, 5, 4, 3, 2, 2]


@pytest.fixture
def both(tmp_path: Path, settings: Settings) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The same articles embedded and in PostgreSQL, where some came, changed and went with later refreshes."""
    folder = tmp_path / "articles"
    folder.mkdir()
    drawn = random.Random(7)  # noqa: S311 - nothing is kept secret
    for n in range(30):
        write(folder / f"{n}.txt", _text(drawn, 3), ". ".join(_text(drawn, 12) for _ in range(12)))
    run(folder, settings)
    for n in range(5):
        write(folder / f"{n}.txt", _text(drawn, 3), ". ".join(_text(drawn, 12) for _ in range(9)))
        (folder / f"{n + 20}.txt").unlink()
    write(folder / "new.txt", "New", ". ".join(_text(drawn, 12) for _ in range(9)))
    run(folder, settings)
    embedded = Settings(home=tmp_path / "embedded", passage_chars=200)
    run(folder, embedded)
    engines = FolderEngine.at(embedded.home), store_engine(settings)
    one, other = (Snapshot(engine, str(engine.published())) for engine in engines)
    with closing(one), closing(other):
        yield one, other


def _text(drawn: random.Random, count: int) -> str:
    return " ".join(drawn.choices(WORDS, _WEIGHTS, k=count)).capitalize()


def test_scores_are_those_of_fts5(both: tuple[Snapshot, Snapshot]) -> None:
    """To a millionth, for every question: with few and many terms, rare and frequent, and some that are nowhere."""
    drawn = random.Random(11)  # noqa: S311 - as above
    one, other = both
    for _ in range(60):
        question = " ".join(drawn.sample([*WORDS, "nowhere"], drawn.randint(1, 6)))
        limit = drawn.choice([1, 10, 1_000])
        ours, theirs = other.match(question, limit), one.match(question, limit)
        assert ours.ideal == pytest.approx(theirs.ideal, abs=1e-9)
        assert [s for _, s in ours.found] == pytest.approx([s for _, s in theirs.found], abs=1e-6)
        if limit == 1_000:
            assert dict(ours.found) == pytest.approx(dict(theirs.found), abs=1e-6)


def test_terms_are_counted_alike(both: tuple[Snapshot, Snapshot]) -> None:
    """Also after refreshes that took some away."""
    one, other = (snapshot.postings for snapshot in both)
    for letter in "dresbmnw":
        assert sorted(one.beginning(letter)) == sorted(other.beginning(letter))
        terms = one.beginning(letter)
        assert one.frequencies(terms) == other.frequencies(terms)
    assert one.word_frequencies(WORDS) == other.word_frequencies(WORDS)


def test_filters_leave_the_same(both: tuple[Snapshot, Snapshot]) -> None:
    """A filter that nothing passes finds nothing, and a name with a NUL is no error."""
    _, other = both
    for name in ("Nobody", "No\0body"):
        filters = Filters(sources=(name,))
        assert other.match("dam river", 10, filters).found == []
        vector = next(iter(other.vectors.stored(other.catalogue.sample(1)).values()))
        assert other.nearest(vector, 5, filters) == []


def test_everything_else_is_the_same(both: tuple[Snapshot, Snapshot]) -> None:
    """Articles, passages, spans, signatures, sentences, counts."""
    one, other = (snapshot.catalogue for snapshot in both)
    assert one.counts() == other.counts()
    assert one.digests() == other.digests()
    ids = one.sample(500)
    assert other.sample(500) == ids
    assert one.passages(ids) == other.passages(ids)
    assert one.signatures(ids) == other.signatures(ids)
    assert one.hits(dict.fromkeys(ids, 1.0)) == other.hits(dict.fromkeys(ids, 1.0))
    assert list(one.all_articles()) == list(other.all_articles())
