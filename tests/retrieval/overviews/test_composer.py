"""Overviews and the newest articles: lead sentences, newest first, one story once, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answer import Answer
    from retrieval.overviews.composer import OverviewComposer

    Composer = Callable[[str, QuestionKind], OverviewComposer]

OVERVIEW, LATEST = QuestionKind.OVERVIEW, QuestionKind.LATEST


def _articles(answer: Answer) -> list[str]:
    return [citation.article_id.rsplit("#", 1)[-1] for citation in answer.citations]


def _check(answer: Answer) -> None:
    """Every sentence has its own citation, numbered from 1."""
    assert [sentence.citations for sentence in answer.sentences] == [
        (n,) for n in range(1, len(answer.sentences) + 1)
    ]
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_overview_of_a_topic(composer: Composer) -> None:
    """The lead sentences of the articles about it, the newest first, with outlet and date."""
    answer = composer("What's new about the Rogun dam?", OVERVIEW).answer()
    _check(answer)
    assert [citation.title for citation in answer.citations] == [
        "Rogun dam gets a turbine",
        "Rogun dam grows",
    ]
    assert answer.sentences[0].text == (
        "Asia Post, 15 April 2024: The third turbine of the Rogun dam was switched on this week."
    )


def test_one_story_is_shown_once(composer: Composer) -> None:
    """Of two copies one is shown."""
    answer = composer("What happened in Khujand?", OVERVIEW).answer()
    assert len(answer.sentences) == 1
    assert "forty houses" in answer.text


def test_who_somebody_is(composer: Composer) -> None:
    """The sentence that says who it is comes first, and no sentence twice."""
    answer = composer("Who is Zarina Rashidova?", OVERVIEW).answer()
    _check(answer)
    assert "a schoolteacher from Kulob" in answer.sentences[0].text
    assert len({(c.article_id, c.start) for c in answer.citations}) == len(answer.citations)


def test_nothing_about_the_topic(composer: Composer) -> None:
    """What no article is about is refused."""
    answer = composer("What's new about the moon base?", OVERVIEW).answer()
    assert answer.refused
    assert not answer.sentences


def test_the_newest_of_all(composer: Composer) -> None:
    """The newest articles first, without those dated in the future and without copies."""
    answer = composer("Latest news", LATEST).answer()
    _check(answer)
    titles = [citation.title for citation in answer.citations]
    assert titles[:2] == ["Chess final", "Rogun dam gets a turbine"]
    assert "A fair" not in titles
    assert len([title for title in titles if "Khujand" in title]) == 1


def test_the_newest_about_a_topic(composer: Composer) -> None:
    """Only articles about it, the newest first."""
    answer = composer("latest news about the Rogun dam", LATEST).answer()
    assert [citation.title for citation in answer.citations] == [
        "Rogun dam gets a turbine",
        "Rogun dam grows",
    ]


def test_the_newest_of_an_outlet(composer: Composer) -> None:
    """An outlet that is named is no topic: its articles are shown."""
    answer = composer("latest news from Asia Post", LATEST).answer()
    assert {citation.source for citation in answer.citations} == {"Asia Post"}


def test_the_newest_of_a_time(composer: Composer) -> None:
    """A time that is named restricts the days of publication."""
    answer = composer("news of March 2024", LATEST).answer()
    assert [citation.title for citation in answer.citations][-1] == "Cotton prices"
    assert all(citation.published and citation.published.month in (3, 4) for citation in answer.citations)


def test_nothing_in_that_time(composer: Composer) -> None:
    """What is outside the time asked for is no answer; the newest on the topic is shown as the nearest."""
    answer = composer("latest news about the Rogun dam in 2019", LATEST).answer()
    assert answer.refused
    assert answer.nearest[0].title == "Rogun dam gets a turbine"


@pytest.mark.parametrize("kind", [OVERVIEW, LATEST])
def test_passages_for_a_language_model(composer: Composer, kind: QuestionKind) -> None:
    """The passages of the sentences, each once, in their order."""
    composed = composer("the Rogun dam", kind)
    assert [hit.title for hit in composed.hits] == ["Rogun dam gets a turbine", "Rogun dam grows"]
