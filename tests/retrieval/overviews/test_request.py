"""What an overview is asked for: a topic, times, outlets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from retrieval.overviews.request import OverviewRequest, stands_alone
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.question_kind import QuestionKind
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from retrieval.store.snapshot import Snapshot

NOW = datetime(2024, 4, 20, tzinfo=UTC)


def _request(snapshot: Snapshot, text: str, kind: QuestionKind = QuestionKind.LATEST) -> OverviewRequest:
    return OverviewRequest.of(Query(text, snapshot, NOW), Filters(), kind)


def test_times_are_no_topic(snapshot: Snapshot) -> None:
    """A day that is named restricts publication to it and the two days after."""
    request = _request(snapshot, "What happened in Khujand on 1 April 2024?", QuestionKind.OVERVIEW)
    assert request.topic == "Khujand"
    (among,) = request.among
    assert (among.first_day, among.end_day) == (date(2024, 4, 1), date(2024, 4, 4))
    assert request.timeless == Filters()


def test_outlets_are_no_topic(snapshot: Snapshot) -> None:
    """An outlet of the store chooses among its articles; beside a topic it does too."""
    assert _request(snapshot, "latest news from Asia Post").topic == ""
    request = _request(snapshot, "latest news about cotton from Sample Wire")
    assert "cotton" in request.topic
    assert request.among[0].sources == ("Sample Wire",)
    assert request.timeless is None


def test_an_overview_is_of_something(snapshot: Snapshot) -> None:
    """A word that nobody has learned is its topic; a time alone is none."""
    assert _request(snapshot, "Xyzzyq", QuestionKind.OVERVIEW).topic == "Xyzzyq"
    assert _request(snapshot, "What happened yesterday?", QuestionKind.OVERVIEW).topic == ""


@pytest.mark.parametrize(
    ("text", "kind", "alone"),
    [
        ("thanks", QuestionKind.COURTESY, True),
        ("Latest news", QuestionKind.LATEST, True),
        ("latest news about Rogun", QuestionKind.LATEST, False),
        ("When did it open?", QuestionKind.FACT, False),
    ],
)
def test_what_was_said_before_cannot_matter(text: str, kind: QuestionKind, *, alone: bool) -> None:
    """Neither to a courtesy nor to the newest of all."""
    assert stands_alone(replace(Question.of(text), kind=kind)) is alone
