"""Both halves of the index searched for one query, and what times, outlets and languages count for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embedding.cosine_scale import CosineScale
from retrieval.search.hybrid import HybridSearch
from retrieval.store.filters import Filters
from tests.retrieval.fake_snapshot import FakeSnapshot, passage, query

if TYPE_CHECKING:
    from retrieval.store.hit import Hit

NOW = datetime(2021, 3, 10, tzinfo=UTC)
FEBRUARY, MARCH = date(2021, 2, 1), date(2021, 3, 1)


def found(question: str, snapshot: FakeSnapshot, filters: Filters | None = None, most: int = 9) -> list[Hit]:
    search = HybridSearch(query(question, snapshot, NOW), filters or Filters())
    return search.ranked(np.zeros(2, np.float32), CosineScale(), most)


def test_either_half_finds_and_both_count() -> None:
    """A passage that both find comes before those that one does; no more are given than asked for."""
    snapshot = FakeSnapshot(
        passages=[passage("x", id_) for id_ in "abc"],
        near=[("a", 0.9), ("b", 0.89)],
        matching=[("b", 1.0), ("c", 0.9)],
    )
    hits = found("Who built it?", snapshot)
    assert {hit.passage_id for hit in hits} == {"a", "b", "c"}
    assert hits[0].passage_id == "b"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert found("Who built it?", snapshot, most=1) == hits[:1]


def test_times_and_outlets_are_looked_for_besides() -> None:
    """Within what a reader's own filters allow; an outlet only where the reader has named none."""
    snapshot = FakeSnapshot(names=["Asia-Plus", "Tasnim"])
    question = "What did Tasnim report last month?"
    found(question, snapshot)
    assert snapshot.filters == [
        Filters(),
        Filters(first_day=FEBRUARY, end_day=MARCH),
        Filters(sources=("Tasnim",)),
    ]
    snapshot.filters.clear()
    middle = date(2021, 2, 15)
    own = Filters(first_day=middle, published_before=NOW, sources=("Asia-Plus",))
    found(question, snapshot, own)
    assert snapshot.filters == [
        own,
        Filters(first_day=middle, end_day=MARCH, published_before=NOW, sources=("Asia-Plus",)),
    ]


@pytest.mark.parametrize(
    ("question", "first"),
    [("What was reported last month?", "new"), ("What did Tasnim report?", "old"), ("What was it?", "near")],
)
def test_what_fits_a_time_or_an_outlet_comes_first(question: str, first: str) -> None:
    """Where the question names one, and by no more than what it is worth."""
    snapshot = FakeSnapshot(
        names=["Asia-Plus", "Tasnim"],
        passages=[
            passage("x", "near", source="Asia-Plus", published=datetime(2001, 1, 1, tzinfo=UTC)),
            passage("x", "new", source="Asia-Plus", published=datetime(2021, 2, 3, tzinfo=UTC)),
            passage("x", "old", source="Tasnim", published=datetime(2001, 1, 1, tzinfo=UTC)),
        ],
        near=[("near", 0.9), ("new", 0.895), ("old", 0.894)],
    )
    assert found(question, snapshot)[0].passage_id == first


def test_words_say_nothing_against_another_language() -> None:
    """A passage that cannot hold the question's words gets the share of one that holds some of them."""
    passages = [passage("x", "here"), passage("х", "abroad", language="ru")]
    snapshot = FakeSnapshot(passages=passages, near=[("here", 0.9), ("abroad", 0.9)])
    assert [hit.passage_id for hit in found("Who built the dam on the river?", snapshot)] == [
        "abroad",
        "here",
    ]
