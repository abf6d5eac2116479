"""The decision whether passages answer a question, and what a refusal shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answering.quote.candidate import Candidate
from retrieval.answering.refusal import answers, confidence, features_of, refuse
from retrieval.question import Question
from tests.retrieval.fake_snapshot import passage, query


def candidate(text: str, cosine: float, coverage: float, kind: float) -> Candidate:
    return Candidate(
        hit=passage(text), start=0, end=len(text), cosine=cosine, own_coverage=coverage, coverage=coverage,
        passage_coverage=coverage, phrases=0.0, heard=0.0, kind=kind, answers=(),
    )  # fmt: skip


# Questions about the sample articles, the best sentence for each, and its cosine, coverage and kind as they are there.
RESERVOIR = (
    "Both run at reduced capacity for the time being, because the reservoir behind the dam is still filling."
)
RAILWAY = (
    "A ceremony in Jalal-Abad Region on 27 December 2024 marked the start of work on the railway from China through "
    "Kyrgyzstan to Uzbekistan."
)
TRAINS = "Trains are to carry up to 15 million tonnes of goods a year."
LENGTH = "The line in Kyrgyzstan will be about 305 kilometres long."
AGREEMENT = "The three countries had signed an intergovernmental agreement in Beijing on 6 June 2024."


@pytest.mark.parametrize(
    ("asked", "best", "values", "likely"),
    [
        ("How fast will the trains go?", TRAINS, (0.854, 0.294, 1.0), 0.42),
        ("When will the railway be finished?", RAILWAY, (0.843, 0.506, 1.0), 0.45),
        ("How much water does the reservoir hold?", RESERVOIR, (0.840, 0.620, 0.0), 0.49),
    ],
)
def test_what_is_likelier_wrong_than_right_is_refused(
    asked: str, best: str, values: tuple[float, float, float], likely: float
) -> None:
    """The bar is at one half. These come near to it, and none of the sentences answers its question."""
    ranked = [candidate(best, *values)]
    assert confidence(query(asked), ranked) == pytest.approx(likely, abs=0.02)
    assert not answers(query(asked), ranked)


@pytest.mark.parametrize(
    ("asked", "best", "values", "likely"),
    [
        ("What is the length of the railway?", LENGTH, (0.855, 0.467, 0.5), 0.56),
        ("Who signed the agreement on the railway?", AGREEMENT, (0.828, 1.0, 1.0), 0.65),
    ],
)
def test_what_is_likelier_right_than_wrong_is_answered(
    asked: str, best: str, values: tuple[float, float, float], likely: float
) -> None:
    """The bar is no higher either."""
    ranked = [candidate(best, *values)]
    assert confidence(query(asked), ranked) == pytest.approx(likely, abs=0.02)
    assert answers(query(asked), ranked)


def test_nothing_answers_nothing() -> None:
    """Without a candidate there is nothing to be sure of."""
    assert confidence(query("Who?"), []) == 0
    assert not answers(query("Who?"), [])


def test_across_languages_the_cosine_decides_alone() -> None:
    """Words of one language say nothing about those of another."""
    asked = query("Когда открыли туннель на перевале?")
    assert not answers(asked, [candidate(LENGTH, 0.780, 0.0, 0.0)])
    assert answers(asked, [candidate(LENGTH, 0.790, 0.0, 0.0)])


def test_a_reason_needs_what_it_takes_for_granted() -> None:
    """A passage that says nothing of what the question takes for granted gives no reason for it, however near it is."""
    best = candidate("The bridge was closed because ice had damaged the pillars.", 0.9, 1.0, 0.5)
    assert answers(query("Why was the bridge closed?"), [best])
    assert not answers(query("Why was the bridge sold to investors?"), [best])


def test_names_and_numbers_speak_for_a_passage_or_against_it() -> None:
    """From all of them, 1, to none, -1; 0 where the question has none."""
    best = candidate("Rahmon opened it in 2006.", 0.8, 0.5, 1.0)
    for asked, names, numbers in (
        ("When did Rahmon open it?", 1.0, 0.0),
        ("When did Rahmon and Putin open it?", 0.0, 0.0),
        ("Did Putin open it on road 2006?", -1.0, 1.0),
        ("When was it opened?", 0.0, 0.0),
    ):
        features = features_of(query(asked), best)
        assert (features.names, features.numbers) == (names, numbers)


def test_the_words_of_a_time_count_only_where_they_are_there() -> None:
    """A passage that was published then need not say so; one that says so is no worse for it."""
    best = candidate("Rahmon opened it.", 0.8, 0.5, 1.0)
    says_so = candidate("Rahmon opened it in April 2006.", 0.8, 0.5, 1.0)
    for asked in ("Did Rahmon open it on 3 April 2006?", "Did Rahmon open it in April 2006?"):
        assert (features_of(query(asked), best).names, features_of(query(asked), best).numbers) == (1.0, 0.0)
        assert (features_of(query(asked), says_so).names, features_of(query(asked), says_so).numbers) == (
            1.0,
            1.0,
        )


def test_a_refusal_shows_the_nearest_by_their_closest_sentences() -> None:
    """Three passages at most, each by its best sentence where one is known, else whole."""
    hits = [passage(f"First sentence {n}. Second sentence {n}.", str(n)) for n in range(4)]
    ranked = [replace(candidate(hits[0].text, 0.8, 0.5, 0.5), hit=hits[0], start=18, end=36)]
    newest = datetime(2025, 1, 4, tzinfo=UTC)
    refusal = refuse(Question.of("Who?"), hits, ranked, missing=("Baku",), newest=newest)
    assert refusal.refused
    assert [c.number for c in refusal.nearest] == [1, 2, 3]
    assert [c.quote for c in refusal.nearest] == ["Second sentence 0.", hits[1].text, hits[2].text]
    assert (refusal.missing, refusal.newest) == (("Baku",), newest)
