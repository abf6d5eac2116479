"""Figures over judged messages."""

from __future__ import annotations

import pytest

from retrieval.query.training.figures import KindJudgement, calibration_error, f1, macro_f1
from retrieval.question_kind import QuestionKind


def _judged(right: QuestionKind, taken: QuestionKind, likelihood: float = 1.0) -> KindJudgement:
    return KindJudgement(text="x", language="en", right=right, taken=taken, likelihood=likelihood)


def test_f1() -> None:
    """A kind that one of two messages is missed of, and one that one of two is wrongly given."""
    fact, why = QuestionKind.FACT, QuestionKind.REASON
    judged = [_judged(fact, fact), _judged(fact, why), _judged(why, why)]
    assert f1(judged) == {fact: pytest.approx(2 / 3), why: pytest.approx(2 / 3)}
    assert macro_f1(judged) == pytest.approx(2 / 3)


def test_calibration_error() -> None:
    """Sure and wrong is an error of one; as sure as right is none."""
    fact, why = QuestionKind.FACT, QuestionKind.REASON
    assert calibration_error([_judged(fact, why)] * 10) == pytest.approx(1.0)
    assert calibration_error([_judged(fact, fact)] * 10) == pytest.approx(0.0)
