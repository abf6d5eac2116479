"""The report: files for people and for programs, a plot, and a table that fits a terminal."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from retrieval.answer import Answer
from retrieval.errors import RetrievalError
from retrieval.evaluation.evaluation import Evaluation, evaluate
from retrieval.evaluation.outcome import Ranked
from retrieval.evaluation.question import EvaluationQuestion
from retrieval.evaluation.report import EvaluationReport, EvaluationRun

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUESTIONS = [
    EvaluationQuestion(id="1", question="a", language="en", article_ids=("a",)),
    EvaluationQuestion(id="2", question="в", language="ru", article_ids=("в",)),
]


def _run(name: str, questions: str = "letters") -> EvaluationRun:
    def search(question: EvaluationQuestion) -> Sequence[Ranked]:
        found = question.question if name == "presscite" else "x"
        return [Ranked(article_id=found, start=0, end=1, score=1.0)]

    refusal = Answer(question="?", searched_for="?", refused=True)
    evaluation: Evaluation = evaluate(QUESTIONS, search, ask=lambda _: refusal, name=name)
    return EvaluationRun(questions=questions, evaluation=evaluation)


@pytest.fixture
def report() -> EvaluationReport:
    runs = [_run("presscite"), _run("vectors"), _run("keywords"), _run("peer"), _run("presscite", "others")]
    return EvaluationReport(runs, ["On a quiet machine."])


def test_files(report: EvaluationReport, tmp_path: Path) -> None:
    """Everything is in the folder, which is made."""
    written = report.write(tmp_path / "new" / "folder")
    assert [file.name for file in written] == ["report.md", "report.json", "outcomes.jsonl", "report.png"]
    page, facts, outcomes, plot = written
    text = page.read_text("utf-8")
    assert "| figure | presscite (2) | vectors (2) | keywords (2) | peer (2) |" in text
    assert "| hit@1 | 1.000 [1.000, 1.000] | 0.000 [0.000, 0.000] |" in text
    assert "| hit@5, ru | 1.000 [1.000, 1.000] |" in text
    assert "presscite less peer: hit@1 +1.000 [+1.000, +1.000]" in text
    assert "answerable refused 2" in text
    assert "On a quiet machine." in text
    assert [run["set"] for run in json.loads(facts.read_text("utf-8"))["runs"]] == ["letters"] * 4 + [
        "others"
    ]
    lines = [json.loads(line) for line in outcomes.read_text("utf-8").splitlines()]
    assert len(lines) == 10
    assert lines[1]["question"] == "в"
    assert lines[1]["refused"] is True
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_table_of_four_systems_fits_a_terminal(report: EvaluationReport) -> None:
    """No line is wider than 80 columns and no cell is broken."""
    out = Console(file=StringIO(), width=80)
    report.show(out)
    assert isinstance(out.file, StringIO)
    lines = out.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.count("±0.000") == 4 for line in lines)


def test_folder_that_cannot_be_written(report: EvaluationReport, tmp_path: Path) -> None:
    """A file where the folder should be is named, not traced."""
    (tmp_path / "file").touch()
    with pytest.raises(RetrievalError, match="cannot be written"):
        report.write(tmp_path / "file" / "folder")
