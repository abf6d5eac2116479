"""Stories: near-copies are shown once, with the others as further sources."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from corpus.duplicates import signature
from retrieval.search.stories import one_a_story
from retrieval.store.hit import Hit, to_documents

WIRE = (
    "The presidents of the two countries signed a treaty on the border in the capital on Thursday, ending a dispute "
    "that had lasted for three decades, officials said after the ceremony in the palace."
)
OTHER = "A new railway will cross the mountains and shorten the way to the sea by nine hundred kilometres."


def hit(name: str, text: str, score: float, day: int | None = None, article: str | None = None) -> Hit:
    published = datetime(2025, 3, day, tzinfo=UTC) if day else None
    return Hit(
        passage_id=name, article_id=article or name, text=text, start=0, end=len(text), title=name, url=None,
        source=f"Outlet {name}", published=published, language="en", score=score,
    )  # fmt: skip


def grouped(*hits: Hit) -> list[Hit]:
    return one_a_story(hits, {h.passage_id: signature(h.text) for h in hits})


def test_copies_become_one() -> None:
    """Three copies of a wire story and another story: two hits, the copies named as further sources."""
    found = grouped(
        hit("a", WIRE, 0.9), hit("b", WIRE + " Read more.", 0.89), hit("c", OTHER, 0.5), hit("d", WIRE, 0.3)
    )
    assert [h.article_id for h in found] == ["b", "c"]
    assert {report.article_id for report in found[0].also} == {"a", "d"}
    assert {report.source for report in found[0].also} == {"Outlet a", "Outlet d"}
    assert found[1].also == ()


def test_newest_of_equals_is_shown() -> None:
    """Of copies that fit as well as each other, the newest; one that fits clearly worse is not preferred."""
    assert grouped(hit("old", WIRE, 0.90, 1), hit("new", WIRE, 0.89, 9))[0].article_id == "new"
    assert grouped(hit("old", WIRE, 0.90, 1), hit("new", WIRE, 0.60, 9))[0].article_id == "old"


def test_order_and_score_stay_those_of_the_best() -> None:
    """The shown one stands where the best of its group stood."""
    found = grouped(hit("a", WIRE, 0.9, 1), hit("c", OTHER, 0.895), hit("b", WIRE, 0.89, 9))
    assert [(h.article_id, h.score) for h in found] == [("b", 0.9), ("c", 0.895)]


def test_article_is_no_copy_of_itself() -> None:
    """Two like passages of one article are both kept, and name no further source."""
    found = grouped(hit("a", WIRE, 0.9, article="x"), hit("b", WIRE, 0.8, article="x"))
    assert [(h.passage_id, h.also) for h in found] == [("a", ()), ("b", ())]


def test_documents_keep_the_further_sources() -> None:
    """As plain JSON types, so that whatever LangChain does with metadata can be done with them."""
    (found,) = grouped(hit("a", WIRE, 0.9, 1), hit("b", WIRE, 0.89))
    facts = json.loads(json.dumps(to_documents([found])[0].metadata))
    assert facts["published"] == "2025-03-01T00:00:00+00:00"
    assert [other["article_id"] for other in facts["also"]] == ["b"]
