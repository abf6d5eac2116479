"""Why there is no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answering.quote.candidate import Candidate
from retrieval.answering.refusal_reason import refusal
from retrieval.note import Note, NoteCode
from retrieval.question import Question
from tests.retrieval.fake_snapshot import FakeSnapshot, passage, query

NOW = datetime(2025, 6, 18, 9, tzinfo=UTC)
OLD, NEW = datetime(2024, 4, 2, tzinfo=UTC), datetime(2024, 5, 3, tzinfo=UTC)
ASKED = "What did the council decide on the canal today?"
HITS = [
    passage("The council decided on the canal.", "old", published=OLD),
    passage("The council decided again on the canal.", "new", published=NEW),
    passage("A dog barked.", "dog", published=NOW),
]


def candidate(number: int, cosine: float) -> Candidate:
    hit = HITS[number]
    return Candidate(
        hit=hit, start=0, end=len(hit.text), cosine=cosine, own_coverage=1.0, coverage=1.0, passage_coverage=1.0,
        phrases=0.0, heard=0.0, kind=0.5, answers=(),
    )  # fmt: skip


def test_what_is_of_another_time_is_shown_with_its_day() -> None:
    """The newest of those that answer but for their time comes first, and the note has its day."""
    ranked = [candidate(0, 0.9), candidate(1, 0.89), candidate(2, 0.5)]
    asked = query(ASKED, FakeSnapshot(passages=HITS), NOW)
    answer = refusal(Question.of(ASKED), asked, HITS, ranked, outside=ranked[:2])
    assert answer.refused
    assert answer.note == Note(code=NoteCode.OTHER_TIME, newer=NEW)
    assert [c.article_id for c in answer.nearest] == ["new", "old", "dog"]
    assert (answer.missing, answer.newest) == ((), None)


def test_what_does_not_answer_is_of_no_other_time() -> None:
    """Then the articles do not say, and go up to the newest day that is past."""
    coming = replace(HITS[2], published=datetime(2031, 1, 1, tzinfo=UTC))
    ranked = [candidate(2, 0.5)]
    asked = query(ASKED, FakeSnapshot(passages=[*HITS, coming]), NOW)
    answer = refusal(Question.of(ASKED), asked, HITS, ranked, outside=ranked)
    assert (answer.note, answer.newest) == (None, NOW.replace(hour=9))


@pytest.mark.parametrize(
    ("given", "counts", "code"),
    [
        ({}, (0, 0), NoteCode.NO_ARTICLES),
        ({"sources": ["Ozodi"]}, (0, 0), NoteCode.NO_ARTICLES),
        ({"sources": ["Ozodi"]}, (3, 9), NoteCode.NOTHING_PASSES_FILTERS),
        ({"published_after": "2025-07-01"}, (3, 9), NoteCode.NOTHING_PASSES_FILTERS),
    ],
)
def test_nothing_to_search_among_is_never_what_the_articles_say(
    given: dict[str, object], counts: tuple[int, int], code: NoteCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store without articles, and filters that leave none, have notes of their own."""
    snapshot = FakeSnapshot()
    monkeypatch.setattr(snapshot, "counts", lambda: counts)
    question = Question.of({"question": ASKED, **given})
    answer = refusal(question, query(ASKED, snapshot, NOW), [], [], outside=[])
    assert (answer.refused, answer.note) == (True, Note(code=code))
    assert snapshot.filters == [question.filters]
