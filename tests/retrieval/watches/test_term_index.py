"""Which terms stand in which texts of a batch: coverage in arrays is that of single texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.query.query import Query
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.text.analysis import term, vocabulary
from retrieval.watches.passage_batch import PassageBatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.store.snapshot import Snapshot


@pytest.fixture
def snapshot(sample_home: Path) -> Iterator[Snapshot]:
    with Store.from_settings(Settings(home=sample_home)).reading() as snapshot:
        yield snapshot


@pytest.fixture
def batch(snapshot: Snapshot) -> PassageBatch:
    return PassageBatch.load(snapshot, dict.fromkeys(snapshot.catalogue.sample(10_000)))


@pytest.mark.parametrize(
    "question",
    ["Who said that Iran and Tajikistan agreed?", "подорожало масло", "кто сообщил о Рогуне", "nothing"],
)
def test_coverage_is_that_of_answers(snapshot: Snapshot, batch: PassageBatch, question: str) -> None:
    """The arrays say what the quoting answerer says of each text: rarity, synonyms, headlines."""
    query = Query(question, snapshot)
    found = batch.terms.coverage(query)
    for hit, share in zip(batch.hits, found.passages, strict=True):
        assert share == pytest.approx(query.coverage(vocabulary(f"{hit.title} {hit.text}")), abs=1e-6)
        article = batch.articles[hit.article_id]
        in_article = query.coverage(vocabulary(f"{article.title}\n{article.text}"))
        assert found.articles[batch.hits.index(hit)] == pytest.approx(in_article, abs=1e-6)
    for owner, (start, end), share in zip(batch.owners, batch.spans, found.sentences, strict=True):
        hit = batch.hits[owner]
        expected = query.coverage(vocabulary(f"{hit.title} {hit.text[start:end]}"))
        assert share == pytest.approx(expected, abs=1e-6)


def test_passages_with(batch: PassageBatch) -> None:
    """A term is found in passages and their headlines alone, and an unknown one nowhere."""
    found = {batch.hits[n].passage_id for n in batch.terms.passages_with(term("Rogun"))}
    expected = {
        hit.passage_id for hit in batch.hits if term("Rogun") in vocabulary(f"{hit.title} {hit.text}")
    }
    assert found == expected
    assert found
    assert not len(batch.terms.passages_with("xyzzy"))
