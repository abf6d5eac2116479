"""Whole evaluations: over a retriever, over a chain, by language, against another."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from langchain_core.runnables import RunnableLambda

from retrieval.answer import Answer, Sentence
from retrieval.evaluation.evaluation import Evaluation, ask_with, evaluate, search_with
from retrieval.evaluation.outcome import Ranked
from retrieval.evaluation.question import EvaluationQuestion
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

QUESTIONS = [
    EvaluationQuestion(id="1", question="a b", language="en", article_ids=("a",)),
    EvaluationQuestion(id="2", question="b a", language="en", article_ids=("a",)),
    EvaluationQuestion(id="3", question="в", language="ru", article_ids=("в",)),
    EvaluationQuestion(id="4", question="г", language="ru", answerable=False),
]


def letters(question: EvaluationQuestion) -> list[Ranked]:
    """A search that finds the articles named in the question, in that order."""
    return [Ranked(article_id=name, start=0, end=1, score=1.0) for name in question.question.split()]


def ticking() -> Callable[[], float]:
    """A clock on which everything takes 10 milliseconds."""
    ticks = count()
    return lambda: next(ticks) / 100


@pytest.fixture
def evaluation() -> Evaluation:
    return evaluate(QUESTIONS, letters, clock=ticking())


def test_figures_are_over_the_questions_that_have_them(evaluation: Evaluation) -> None:
    """A question without gold articles counts for latency alone."""
    figures = evaluation.figures
    assert figures["hit@1"].value == pytest.approx(2 / 3)
    assert figures["hit@3"].value == 1.0
    assert figures["mrr@10"].value == pytest.approx((1 + 0.5 + 1) / 3)
    assert (figures["hit@1"].count, figures["median_ms"].count) == (3, 4)
    assert figures["median_ms"].value == pytest.approx(10)
    assert "recall@5" not in figures
    assert "answered" not in figures


def test_by_language(evaluation: Evaluation) -> None:
    """Every language has the same figures over its own questions."""
    hits = {code: part.figures["hit@1"].value for code, part in evaluation.languages.items()}
    assert hits == {"en": 0.5, "ru": 1.0}


def test_plain_types(evaluation: Evaluation) -> None:
    """The dictionary has everything, by language too; refusals only where somebody was asked."""
    facts = evaluation.to_dict()
    assert facts["figures"]["hit@3"] == {"value": 1.0, "low": 1.0, "high": 1.0, "count": 3}
    assert facts["languages"]["ru"]["questions"] == 2
    assert "refusals" not in facts


def test_first_question_warms_up() -> None:
    """Loading a model is not latency: the first question is asked twice and timed the second time."""
    asked, done = [], []

    def search(question: EvaluationQuestion) -> list[Ranked]:
        asked.append(question.id)
        return []

    evaluate(QUESTIONS[:2], search, progress=lambda *steps: done.append(steps))
    assert asked == ["1", "1", "2"]
    assert done == [(1, 2), (2, 2)]


def test_lead_over_another(evaluation: Evaluation) -> None:
    """The difference is taken question by question; without common questions there is none."""
    other = evaluate(QUESTIONS, lambda _: [], name="nothing")
    lead = evaluation.lead(other, "hit@3")
    assert lead is not None
    assert (lead.value, lead.low) == (1.0, 1.0)
    assert evaluation.lead(other, "recall@5") is None
    assert evaluation.lead(evaluate(QUESTIONS[:1], letters), "hit@3") is None


def test_refusals_are_counted() -> None:
    """A chain's answers are counted by whether the articles answer; it gets everything the file says."""
    given = []

    def answer(asked: Any) -> Answer:
        given.append(asked)
        sentences = (Sentence(text="Yes.", citations=(1,)),) if asked["question"] == "a b" else ()
        return Answer(question="?", searched_for="?", sentences=sentences, refused=not sentences)

    ask = ask_with(RunnableLambda(answer))
    evaluation = evaluate(QUESTIONS, letters, ask=ask, clock=ticking())
    assert evaluation.refusals == {
        "answerable_answered": 1,
        "answerable_refused": 2,
        "unanswerable_answered": 0,
        "unanswerable_refused": 1,
    }
    assert evaluation.figures["refusal_precision"].value == pytest.approx(1 / 3)
    assert evaluation.figures["refusal_recall"].value == 1.0
    assert evaluation.figures["answer_median_ms"].value == pytest.approx(10)
    assert evaluation.to_dict()["refusals"]["answerable_refused"] == 2
    assert given[0] == {"question": "a b", "history": []}


@pytest.fixture(scope="module")
def retriever(sample_home: Path, model_cache: Path) -> HybridRetriever:
    return build_retriever(Settings(home=sample_home, model_cache=model_cache))


def test_over_the_real_retriever(retriever: HybridRetriever) -> None:
    """The retriever's hits are ranked as they come, filters hold, and a follow-up is made to stand alone."""
    rogun = "https://samples.presscite.example/2018/11/rogun-first-unit"
    asked = [
        EvaluationQuestion(id="1", question="Who won the contract for the main dam?", article_ids=(rogun,)),
        EvaluationQuestion(
            id="2",
            question="And who won the contract for it?",
            history=(("user", "Tell me about the main dam of Rogun"), ("assistant", "It is high.")),
            article_ids=(rogun,),
        ),
        EvaluationQuestion(
            id="3",
            question="Who won the contract for the main dam?",
            article_ids=(rogun,),
            filters=(("published_after", "2020-01-01"),),
        ),
    ]
    evaluation = evaluate(asked, search_with(retriever))
    assert [o.article_rank for o in evaluation.outcomes] == [1, 1, None]
    first = evaluation.outcomes[0].ranked[0]
    assert first.text
    assert first.end - first.start == len(first.text)
