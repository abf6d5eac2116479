"""Learn when to refuse (retrieval/answering/refusal.py), and how well it tells on questions not learned from.

python -m tests.evals.calibrate

Learned from: questions asked of a store with and without their articles (squad2_absent, clapnq_absent), squad2's
questions on half of its pages, a third as heavy as they only look answerable, and half of mtrag's conversations.
Told on: the other pages of squad2 and the other conversations of mtrag; the bar is where 88 of 100 answerable
questions of squad2's other pages are answered.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from retrieval.answering.quote.candidate import rank
from retrieval.answering.refusal import AnswerFeatures, features_of
from retrieval.evaluation.evaluation import standalone
from retrieval.evaluation.question import read_questions
from retrieval.query.query import Query
from retrieval.settings import Settings
from retrieval.store.filters import Filters
from tests.evals.sets import DATA, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.retriever import HybridRetriever

_SETS = ("squad2", "squad2_absent", "clapnq_absent", "mtrag_history")
_ANSWERED = 0.88  # of squad2's answerable questions
_CURVE = (0.98, 0.95, 0.93, 0.90, 0.88, 0.85, 0.80, 0.70)
_LOOKS_ANSWERABLE = 0.3  # what a question of squad2 weighs


class Case(NamedTuple):
    """A question, whether it has an answer, and what is known about the best sentence."""

    question: EvaluationQuestion
    evidence: tuple[float, ...]

    @property
    def half(self) -> int:
        """0 or 1, the same for all questions of a page or of a conversation."""
        page = (self.question.nearest_article or "").rpartition("-")[0]
        return zlib.crc32((page or self.question.id.split("<::>")[0]).encode()) % 2


@click.command()
@click.option(
    "--limit", type=click.IntRange(min=100), default=1_500, show_default=True, help="Questions of a set."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/calibrate"), show_default=True)
def main(*, limit: int, out: Path) -> None:
    """Print the weights, and what they tell apart on questions that they were not learned from."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    cases = {name: list(of_set) for name, of_set in _cases(limit, out)}
    parts = [
        (cases["squad2_absent"], 1.0),
        (cases["clapnq_absent"], 1.0),
        ([case for case in cases["squad2"] if case.half == 0], _LOOKS_ANSWERABLE),
        ([case for case in cases["mtrag_history"] if case.half == 0], 1.0),
    ]
    told = {
        "squad2, other pages": [case for case in cases["squad2"] if case.half == 1],
        "mtrag, other conversations": [case for case in cases["mtrag_history"] if case.half == 1],
        "mtrag": cases["mtrag_history"],
        "squad2_absent (learned)": cases["squad2_absent"],
        "clapnq_absent (learned)": cases["clapnq_absent"],
    }
    weights, constant = _learned(parts)
    names = [field.name for field in fields(AnswerFeatures)]
    answerable = [case for case in told["squad2, other pages"] if case.question.answerable]
    bars = {share: float(np.quantile(_values(answerable, weights, constant), 1 - share)) for share in _CURVE}
    bar = bars[_ANSWERED]
    shown = {
        **dict(zip(names, np.round(weights, 3).tolist(), strict=True)),
        "constant": round(constant - bar, 3),
    }
    click.echo(json.dumps(shown, indent=2))
    for name, of_set in told.items():
        click.echo(f"{name}: {_figures(of_set, weights, constant, bar)}")
    for share, other in bars.items():
        click.echo(f"bar at {share:.2f} ({other - bar:+.2f})")
        for name, of_set in told.items():
            click.echo(f"  {name}: {_figures(of_set, weights, constant, other)}")


def _cases(limit: int, out: Path) -> Iterator[tuple[str, Iterator[Case]]]:
    for one in prepare(_SETS, out / "sets"):
        systems = Systems(one.articles, Settings.load(), out / "stores")
        retriever = systems.retriever
        questions = read_questions(one.questions)
        count = min(limit, len(questions))
        yield one.name, _asked(retriever, [questions[n * len(questions) // count] for n in range(count)])
        systems.close()


def _asked(retriever: HybridRetriever, questions: Sequence[EvaluationQuestion]) -> Iterator[Case]:
    for question in questions:
        asked = standalone(question)
        with retriever.store.reading() as snapshot:
            query = Query(asked, snapshot)
            ranked = rank(query, retriever.hits(query, Settings().passages, Filters()), retriever.embeddings)
        if ranked:
            yield Case(question, astuple(features_of(query, ranked[0])))


def _learned(parts: Sequence[tuple[list[Case], float]]) -> tuple[NDArray[np.float64], float]:
    """Weights for the values as they are; they are learned on values scaled to one spread."""
    known = np.array([case.evidence for part, _ in parts for case in part])
    truth = np.array([case.question.answerable for part, _ in parts for case in part])
    heavy = np.concatenate([np.full(len(part), weight) for part, weight in parts])
    mean, spread = known.mean(axis=0), known.std(axis=0)
    model = LogisticRegression(C=0.3, max_iter=1_000).fit((known - mean) / spread, truth, sample_weight=heavy)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def _values(cases: Sequence[Case], weights: NDArray[np.float64], constant: float) -> NDArray[np.float64]:
    values: NDArray[np.float64] = np.array([case.evidence for case in cases]) @ weights + constant
    return values


def _figures(cases: Sequence[Case], weights: NDArray[np.float64], constant: float, bar: float) -> str:
    values = _values(cases, weights, constant)
    truth = np.array([case.question.answerable for case in cases])
    refused = values < bar
    return (
        f"AUROC {roc_auc_score(truth, values):.3f}, answered {_share(~refused[truth]):.3f} of the answerable, "
        f"refusal precision {_share(~truth[refused]):.2f}, recall {_share(refused[~truth]):.2f}, {len(cases)} questions"
    )


def _share(part: NDArray[np.bool_]) -> float:
    return float(part.mean()) if part.size else float("nan")


if __name__ == "__main__":
    main()
