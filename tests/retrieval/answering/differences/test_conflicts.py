"""Which sentences contradict each other."""

from __future__ import annotations

import pytest

from retrieval.answering.differences.conflicts import conflicts
from retrieval.query.query import Query
from tests.retrieval.answering.differences.marked import marked
from tests.retrieval.fake_snapshot import FakeSnapshot

TOLL = "The flood in Sughd killed {} people, officials said."


def asked(text: str) -> Query:
    return Query(text, FakeSnapshot())  # type: ignore[arg-type]


HOW_MANY = "How many people did the flood in Sughd kill?"


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (["12", "17"], ["1"]),
        (["12", "12"], []),
        (["1,200", "1 200"], []),
        (["12", "17", "20", "25"], ["1", "2"]),
    ],
)
def test_conflicts(figures: list[str], found: list[str], *, read: bool) -> None:
    """Other values of one thing, in other articles; equal values in another spelling are no conflict."""
    ranked = [
        marked(TOLL.format(figure), figure if read else "", article=str(n))
        for n, figure in enumerate(figures)
    ]
    assert [c.hit.article_id for c in conflicts(ranked, asked(HOW_MANY))] == found


def test_one_article_does_not_contradict_itself() -> None:
    """Two figures in one article are its own affair."""
    ranked = [marked(TOLL.format(n), str(n), article="same") for n in (12, 17)]
    assert conflicts(ranked, asked(HOW_MANY)) == []


def test_an_article_that_agrees_has_had_its_say() -> None:
    """What its other sentences say is of something else."""
    ranked = [
        marked(TOLL.format(12), "12", article="a"),
        marked(TOLL.format(12), "12", article="b"),
        marked(TOLL.format(17), "17", article="b"),
    ]
    assert conflicts(ranked, asked(HOW_MANY)) == []


def test_a_passage_that_does_not_answer_is_no_conflict() -> None:
    """A number that only looks like another answer makes no difference to tell of."""
    ranked = [marked(TOLL.format(12), "12", article="a"), marked(TOLL.format(17), "17", article="b")]
    assert conflicts(ranked, asked(HOW_MANY))
    unanswered = marked(TOLL.format(17), "17", article="b", answered=-3.0)
    assert conflicts([ranked[0], unanswered], asked(HOW_MANY)) == []


def test_nothing_has_no_conflicts() -> None:
    """Where nothing was found nothing differs."""
    assert conflicts([], asked(HOW_MANY)) == []
