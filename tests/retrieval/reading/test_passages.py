"""Passages in the order in which they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.reading.passages import READ, read_in_order
from retrieval.store.hit import Hit
from tests.retrieval.scripted_reader import ScriptedReader

if TYPE_CHECKING:
    from collections.abc import Sequence


def _hits(texts: Sequence[str], step: float = 0.01) -> list[Hit]:
    return [
        Hit(
            passage_id=f"p{n}",
            article_id=f"a{n}",
            text=text,
            start=0,
            end=len(text),
            title="",
            url=None,
            source=None,
            published=None,
            language="en",
            score=1 - step * n,
        )
        for n, text in enumerate(texts)
    ]


def test_a_passage_that_answers_comes_first() -> None:
    """The order is that of the reading where the search scores lie close together."""
    hits = _hits([f"passage {n}" for n in range(10)])
    found = read_in_order("?", hits, ScriptedReader("passage 6"), 4)
    assert [hit.passage_id for hit in found.hits] == ["p6", "p0", "p1", "p2"]


def test_without_a_reader_nothing_changes() -> None:
    """The passages are cut to as many as are kept, with the scores of the search."""
    hits = _hits(["one", "two", "three"])
    found = read_in_order("?", hits, None, 2)
    assert (list(found.hits), dict(found.readings)) == (hits[:2], {})


def test_reading_stops_where_nothing_can_come_first_any_more() -> None:
    """An unread passage can gain so much and no more: where that is not enough, it is not read."""
    reader = ScriptedReader("number 0.")
    found = read_in_order("?", _hits([f"number {n}." for n in range(40)], 0.1), reader, 12)
    assert len(reader.read_texts) == len(found.readings) == 3
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 12
    assert found.hits[0].passage_id == "p0"


def test_where_nothing_answers_all_are_read() -> None:
    """A question without an answer is refused only after all that may be read were."""
    reader = ScriptedReader("no such word")
    read_in_order("?", _hits([f"number {n}" for n in range(40)]), reader, 12)
    assert len(reader.read_texts) == READ


def test_an_answer_of_several_articles_reads_all_that_are_kept() -> None:
    """Then the first that answers does not end the reading."""
    reader = ScriptedReader("number")
    found = read_in_order("?", _hits([f"number {n}" for n in range(40)], 0.2), reader, 12, whole=True)
    assert {hit.passage_id for hit in found.hits} <= found.readings.keys()
