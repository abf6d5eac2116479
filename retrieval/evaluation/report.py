"""The report of evaluations: a table for people, files for those who want more, and a plot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from retrieval.errors import RetrievalError
from retrieval.evaluation.evaluation import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from rich.console import Console

    from retrieval.evaluation.evaluation import Evaluation
    from retrieval.evaluation.figure import Figure

    Cell = Callable[[str, Figure | None], str]
    """How a figure looks in a table."""

_LATENCIES = ("median_ms", "p95_ms", "answer_median_ms", "answer_p95_ms")
_PLOTTED = ("hit@1", "hit@3", "hit@5", "hit@10", "mrr@10", "recall@5")
_LED = ("hit@1", "hit@5", "hit@10", "mrr@10", "recall@5")
_COLUMNS = 2  # of plots, one a set


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRun:
    """One system on one set of questions.

    Attributes:
        questions: Name of the set of questions.
        evaluation: What came of it; its name is the system's.
    """

    questions: str
    evaluation: Evaluation


class EvaluationReport:
    """Evaluations side by side.

    Args:
        runs: One for each system and set, in the order they are shown in; of several systems on one set, the
            first is ours and the others are what it is compared with.
        remarks: Sentences for the reader: the machine, the versions, what was left out.
    """

    def __init__(self, runs: Sequence[EvaluationRun], remarks: Sequence[str] = ()) -> None:
        self._runs = list(runs)
        self._remarks = list(remarks)

    @cached_property
    def _names(self) -> list[str]:
        """Figures that at least one run has."""
        known = {name for run in self._runs for name in run.evaluation.figures}
        return [name for name in (*FIGURES, *_LATENCIES) if name in known]

    @cached_property
    def _sets(self) -> dict[str, list[Evaluation]]:
        sets: dict[str, list[Evaluation]] = {}
        for run in self._runs:
            sets.setdefault(run.questions, []).append(run.evaluation)
        return sets

    def show(self, out: Console) -> None:
        """Print a table for each set: a line for a figure, a column for a system."""
        for questions, evaluations in self._sets.items():
            table = Table(title=questions, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
            table.add_column("figure")
            for column in _columns(evaluations):
                table.add_column(column, justify="right")
            for row in self._rows(evaluations, _narrow):
                table.add_row(*row)
            out.print(table)
        out.print("± is half of the 95% bootstrap interval over questions.", style="dim")

    def write(self, folder: Path) -> list[Path]:
        """Write report.md, report.json, outcomes.jsonl and report.png.

        Returns:
            The files that were written.

        Raises:
            RetrievalError: The folder cannot be written.
        """
        files = [folder / name for name in ("report.md", "report.json", "outcomes.jsonl", "report.png")]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file, content in zip(files, (self._markdown(), self._json(), self._outcomes()), strict=False):
                file.write_text(content, encoding="utf-8")
            self._plot(files[-1])
        except OSError as error:
            raise RetrievalError(f"the report cannot be written to {folder} ({error.strerror})") from error
        return files

    def to_dict(self) -> list[dict[str, Any]]:
        """The runs as plain JSON types."""
        return [{"set": run.questions, **run.evaluation.to_dict()} for run in self._runs]

    def _rows(self, evaluations: Sequence[Evaluation], cell: Cell) -> list[list[str]]:
        named = [name for name in self._names if any(name in e.figures for e in evaluations)]
        rows = [[_label(name), *(cell(name, e.figures.get(name)) for e in evaluations)] for name in named]
        languages = sorted({code for e in evaluations for code in e.languages})
        if len(languages) > 1:
            rows += [_language_row(code, evaluations, cell) for code in languages]
        return rows

    def _markdown(self) -> str:
        lines = ["# Evaluation", "", "Means with 95% bootstrap intervals over questions.", ""]
        lines += [f"{remark}\n" for remark in self._remarks]
        for questions, evaluations in self._sets.items():
            lines += [f"## {questions}", "", _line(["figure", *_columns(evaluations)])]
            lines.append(_line(["---", *("---:" for _ in evaluations)]))
            lines += [_line(row) for row in self._rows(evaluations, _wide)]
            lines += ["", *_leads(evaluations), *_refusals(evaluations)]
        return "\n".join([*lines, "![hits by rank](report.png)", ""])

    def _json(self) -> str:
        return json.dumps({"remarks": self._remarks, "runs": self.to_dict()}, ensure_ascii=False, indent=2)

    def _outcomes(self) -> str:
        return "".join(
            json.dumps(
                {"set": run.questions, "system": run.evaluation.name, **outcome.to_dict()}, ensure_ascii=False
            )
            + "\n"
            for run in self._runs
            for outcome in run.evaluation.outcomes
        )

    def _plot(self, file: Path) -> None:
        from matplotlib.figure import Figure as Sheet

        rows = -(-len(self._sets) // _COLUMNS)
        columns = min(len(self._sets), _COLUMNS)
        sheet = Sheet(figsize=(6.5 * columns, 3.2 * rows), layout="constrained")
        places = sheet.subplots(rows, columns, squeeze=False).flat
        for axes, (questions, evaluations) in zip(places, self._sets.items(), strict=False):
            _bars(axes, questions, evaluations)
        for axes in list(places):
            axes.set_visible(False)
        # One legend above all plots: on a plot it would lie on bars.
        marks, names = sheet.axes[0].get_legend_handles_labels()
        sheet.legend(marks, names, loc="outside upper center", ncols=len(names))
        sheet.savefig(file, dpi=120)


def _bars(axes: Axes, questions: str, evaluations: Sequence[Evaluation]) -> None:
    """A group of bars for each figure, a bar for each system, its interval drawn on it."""
    names = [name for name in _PLOTTED if all(name in e.figures for e in evaluations)]
    width = 0.8 / len(evaluations)
    for position, evaluation in enumerate(evaluations):
        figures = [evaluation.figures[name] for name in names]
        axes.bar(
            [group + (position - (len(evaluations) - 1) / 2) * width for group in range(len(names))],
            [figure.value for figure in figures],
            width,
            yerr=[[f.value - f.low for f in figures], [f.high - f.value for f in figures]],
            error_kw={"elinewidth": 0.8},
            label=evaluation.name,
        )
    axes.set(title=f"{questions} ({len(evaluations[0].outcomes):,} questions)", ylim=(0, 1.02))
    axes.set_xticks(range(len(names)), names)


def _columns(evaluations: Sequence[Evaluation]) -> list[str]:
    return [f"{e.name} ({len(e.outcomes):,})" for e in evaluations]


def _label(name: str) -> str:
    return name.replace("_ms", ", ms").replace("_", " ")


def _wide(name: str, figure: Figure | None) -> str:
    if figure is None:
        return ""
    digits = _digits(name)
    return f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


def _narrow(name: str, figure: Figure | None) -> str:
    """For a terminal: four systems fit side by side in 80 columns."""
    if figure is None:
        return ""
    digits = _digits(name)
    return f"{figure.value:.{digits}f} ±{(figure.high - figure.low) / 2:.{digits}f}"


def _digits(name: str) -> int:
    return 1 if name.endswith("_ms") else 3


def _language_row(code: str, evaluations: Sequence[Evaluation], cell: Cell) -> list[str]:
    parts = [evaluation.languages.get(code) for evaluation in evaluations]
    figures = [part.figures.get("hit@5") if part else None for part in parts]
    return [f"hit@5, {code}", *(cell("hit@5", figure) for figure in figures)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _leads(evaluations: Sequence[Evaluation]) -> list[str]:
    """By how much the first system is ahead of each other one, question by question."""
    ours, *others = evaluations
    lines = []
    for other in others:
        leads = [(name, lead) for name in _LED if (lead := ours.lead(other, name))]
        if leads:
            text = ", ".join(f"{name} {f.value:+.3f} [{f.low:+.3f}, {f.high:+.3f}]" for name, f in leads)
            lines += [f"{ours.name} less {other.name}: {text}.", ""]
    return lines


def _refusals(evaluations: Sequence[Evaluation]) -> list[str]:
    lines = []
    for evaluation in evaluations:
        if any(evaluation.refusals.values()):
            counts = ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in evaluation.refusals.items())
            lines += [f"{evaluation.name}: {counts}.", ""]
    return lines
