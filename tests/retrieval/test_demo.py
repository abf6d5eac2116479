"""The demonstration: right answers end with 0, anything else does not."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from langchain_core.runnables import RunnableLambda

import retrieval
from retrieval import demo
from retrieval.answer import Answer, Citation, Sentence
from retrieval.errors import StoreError
from retrieval.indexing.report import RefreshReport

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


def answer(question: str, quote: str) -> Answer:
    citation = Citation(
        number=1,
        quote=quote,
        title="A title",
        url=None,
        published=None,
        source=None,
        article_id="a",
        start=0,
        end=len(quote),
    )
    sentence = Sentence(text=quote, citations=(1,))
    return Answer(question=question, searched_for=question, sentences=(sentence,), citations=(citation,))


def right(question: str) -> Answer:
    """The answer that the demonstration expects."""
    trial = next(trial for trial in demo.TRIALS if trial.question == question)
    if trial.holds is None:
        return Answer(question=question, searched_for=question, refused=True)
    return answer(question, f"It is {trial.holds}, they say.")


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Settings]:
    """Stand in for the refresh and record the settings it is given."""
    seen: list[Settings] = []

    def refresh(_sources: object, settings: Settings, **_named: object) -> RefreshReport:
        seen.append(settings)
        return RefreshReport(articles=1, passages=1)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "retrieval.indexing.refresh", SimpleNamespace(refresh=refresh))
    return seen


def test_right_answers_end_well(
    refreshed: list[Settings],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Every question is shown with its answer, and then how to go on; the user's own store is left alone."""
    monkeypatch.setitem(vars(retrieval), "build_chain", lambda _settings: RunnableLambda(right))
    assert demo.main() == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert all(trial.question in printed.out for trial in demo.TRIALS)
    assert "presscite refresh my-articles/" in printed.out
    assert "TELEGRAM_BOT_TOKEN" in printed.out
    assert refreshed[0].home == tmp_path / ".demo"


@pytest.mark.parametrize("trial", demo.TRIALS, ids=range(len(demo.TRIALS)))
def test_one_wrong_answer_is_a_failure(
    trial: demo.Trial,
    refreshed: list[Settings],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A question that should be refused but is answered, or answered by something else, ends with 1."""

    def one_wrong(question: str) -> Answer:
        return answer(question, "Something else.") if question == trial.question else right(question)

    monkeypatch.setitem(vars(retrieval), "build_chain", lambda _settings: RunnableLambda(one_wrong))
    assert demo.main() == 1
    assert refreshed
    assert capsys.readouterr().err == f"presscite: the demonstration went wrong: {trial.question}\n"


def test_refusal_of_an_answerable_question_is_wrong() -> None:
    """A refusal passes only where nothing is to be found."""
    trial = demo.Trial(question="Who?", holds="him")
    refusal = Answer(question="Who?", searched_for="Who?", refused=True)
    assert not trial.passed_by(refusal)
    assert replace(trial, holds=None).passed_by(refusal)


def test_failure_is_one_line(
    refreshed: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What goes wrong on the way is said as the command line says it."""

    def broken(_settings: Settings) -> None:
        raise StoreError("the store is damaged")

    monkeypatch.setitem(vars(retrieval), "build_chain", broken)
    assert demo.main() == 1
    assert refreshed
    assert capsys.readouterr().err == "presscite: the store is damaged\n"
