"""The measures of one question, against values computed by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from retrieval.answer import Answer, Sentence
from retrieval.evaluation.outcome import Outcome, Ranked
from retrieval.evaluation.question import EvaluationQuestion, GoldPassage


def question(**known: Any) -> EvaluationQuestion:
    return EvaluationQuestion(id="q", question="Who?", **known)


def ranked(*article_ids: str) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(article_id=id_, start=100 * n, end=100 * n + 100, score=-n)
        for n, id_ in enumerate(article_ids)
    )


def outcome(asked: EvaluationQuestion, *article_ids: str, answer: Answer | None = None) -> Outcome:
    return Outcome(question=asked, ranked=ranked(*article_ids), seconds=0.01, answer=answer)


def test_an_article_counts_where_its_best_passage_stands() -> None:
    """Two passages of one article are one rank."""
    found = outcome(question(article_ids=("c", "z")), "a", "a", "b", "a", "c")
    assert found.article_ids == ("a", "b", "c")
    assert found.article_rank == 3
    assert found.measures == {
        "hit@1": 0,
        "hit@3": 1,
        "hit@5": 1,
        "hit@10": 1,
        "mrr@10": pytest.approx(1 / 3),
        "ndcg@10": pytest.approx(1 / math.log2(4)),
    }


def test_behind_the_tenth_article_nothing_counts() -> None:
    """At rank 11 reciprocal rank and nDCG are 0, as if it were not found."""
    letters = [*"abcdefghij", "gold"]
    found = outcome(question(article_ids=("gold",)), *letters)
    assert found.article_rank == 11
    assert set(found.measures.values()) == {0.0}


def test_nothing_found() -> None:
    """An empty result is a miss and no error."""
    assert outcome(question(article_ids=("a",))).measures["hit@10"] == 0.0


def test_any_of_several_counts_once() -> None:
    """Where any article will do, the ideal ranking has one of them first."""
    assert outcome(question(article_ids=("a", "b")), "a", "x").measures["ndcg@10"] == 1.0


def test_several_needed_articles() -> None:
    """Recall@5 and nDCG count every needed article."""
    found = outcome(question(all_article_ids=("a", "b", "c")), "x", "a", "b", "y", "z", "c")
    assert found.measures["recall@5"] == pytest.approx(2 / 3)
    gained = 1 / math.log2(3) + 1 / math.log2(4) + 1 / math.log2(7)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert found.measures["ndcg@10"] == pytest.approx(gained / best)
    assert found.measures["mrr@10"] == 0.5


@pytest.mark.parametrize(
    ("start", "end", "rank"),
    [(100, 200, 2), (150, 260, 2), (40, 110, 1), (190, 230, 3), (300, 400, None)],
)
def test_gold_passage_by_its_place(start: int, end: int, rank: int | None) -> None:
    """A passage counts that shares half of the shorter of the two."""
    gold = GoldPassage(article_id="a", start=start, end=end)
    found = outcome(question(passages=(gold,)), "a", "a", "a", "b")
    assert found.passage_rank == rank


def test_gold_passage_by_its_words() -> None:
    """Words are compared whole, whatever their case, spaces and signs are; a larger gold passage counts too."""
    passages = (
        Ranked(article_id="a", start=0, end=9, score=1.0, text="A dam, and more"),
        Ranked(article_id="a", start=9, end=30, score=0.5, text="THE  dam on the Vakhsh!"),
    )
    for words, rank in (("dam on the\nvakhsh", 2), ("am", None), ("See: a dam and more, here.", 1)):
        gold = question(passages=(GoldPassage(text=words),))
        assert Outcome(question=gold, ranked=passages, seconds=0).passage_rank == rank
    nothing = Outcome(question=question(passages=(GoldPassage(text="dam"),)), ranked=ranked("a"), seconds=0)
    assert nothing.passage_rank is None


def said(*sentences: str) -> Answer:
    return Answer(
        question="Who?",
        searched_for="Who?",
        sentences=tuple(Sentence(text=text, citations=(1,)) for text in sentences),
        refused=not sentences,
    )


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (said("It was built by the company «Sabir»."), True),
        (said("It was built by Sabirov."), False),
        (said(), False),
        (said("One.", "Two.", "Three.", "Sabir."), False),
        (said("Sabir " + "did " * 200), False),
    ],
)
def test_right_answers_are_short_and_hold_the_answer(answer: Answer, right: bool) -> None:
    """Whole words of a known answer, in three sentences and 450 characters; a refusal is not right."""
    asked = outcome(question(article_ids=("a",), answers=("Iran", "the company Sabir")), "a", answer=answer)
    assert asked.right is right
    assert asked.measures["answer_right"] == right


@pytest.mark.parametrize(
    ("answerable", "answer", "measures"),
    [
        (True, said("Yes."), {"answered": 1.0}),
        (True, said(), {"answered": 0.0, "refusal_precision": 0.0}),
        (False, said("Yes."), {"refusal_recall": 0.0}),
        (False, said(), {"refusal_recall": 1.0, "refusal_precision": 1.0}),
    ],
)
def test_refusals(answerable: bool, answer: Answer, measures: dict[str, float]) -> None:
    """Recall is over unanswerable questions, precision over refusals, answers over answerable ones."""
    assert outcome(question(answerable=answerable), "a", answer=answer).measures == measures
