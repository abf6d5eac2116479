"""Learn how sentences are ordered and when to refuse, from what is known of them, the reading of passages included.

python -m tests.evals.calibrate collect build/calibrate
python -m tests.evals.calibrate fit build/calibrate

`collect` asks the questions and writes what is known of the sentences; `fit` learns from all of them, and tells how
well what is learned from four fifths of them (by page, article or conversation) does on the rest.  The pages of squad2
that the reading model learned from are left out.  What is printed goes into retrieval/answering/quote/candidate.py,
retrieval/answering/quote/close_reading.py and retrieval/answering/refusal.py.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from retrieval.answering.quote.candidate import SentenceWeights, rank
from retrieval.answering.quote.close_reading import CloseFeatures, close_features
from retrieval.answering.refusal import ReadFeatures, read_features_of
from retrieval.evaluation.evaluation import standalone
from retrieval.evaluation.question import read_questions
from retrieval.query.query import Query
from retrieval.reading.passages import READ, read_in_order
from retrieval.reading.reader import open_reader
from retrieval.reading.training.measured import squad2_pages
from retrieval.settings import Settings
from retrieval.store.filters import Filters
from tests.evals.calibration_case import READ_BY_THEMSELVES, Case
from tests.evals.name_list import names_among
from tests.evals.sentence_order import Order
from tests.evals.sets import DATA, SETS, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.reading.reader import Reader
    from retrieval.retriever import HybridRetriever

_SETS = (
    "squad2",
    "squad2_absent",
    "clapnq_absent",
    "mtrag_history",
    "other_languages_absent",
    "directions",
    "opened_everyday",
    "opened_pairs",
    "opened_again_everyday",
    "opened_again_pairs",
    "opened_third_everyday",
    "opened_third_pairs",
)
_MOST_CANDIDATES = 40
_FOLDS = 5
_ORDER = SentenceWeights._fields
_WEIGHT = {"squad2": 0.5, "opened_pairs": 0.4, "opened_again_pairs": 0.4, "opened_third_pairs": 0.4}
"""Of a question of a set in learning when to refuse.

squad2's others only look answerable, and are many; all of the `pairs` are answered.
"""


@click.group()
def main() -> None:
    """Learn how to order sentences and when to refuse."""


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--sets",
    callback=names_among(SETS),
    default=",".join(_SETS),
    show_default=True,
    help="Which sets, with commas.",
)
@click.option(
    "--limit", type=click.IntRange(min=10), default=1_200, show_default=True, help="Questions of a set."
)
def collect(out: Path, sets: tuple[str, ...], limit: int) -> None:
    """Ask the questions and write what is known of the sentences into the folder OUT."""
    settings = Settings.load()
    reader = open_reader(settings)
    if reader is None or not DATA.is_dir():
        raise click.ClickException(f"this needs the reading model, and the data sets in {DATA}")
    learned = {row["title"] for row in _rows(DATA / "squad2/articles.jsonl")} - squad2_pages(DATA)
    for one in prepare(sets, out / "sets"):
        systems = Systems(one.articles, settings, out / "stores")
        titles = {row["id"]: row["title"] for row in _rows(one.articles)}
        asked = [
            question
            for question in read_questions(one.questions)
            if not ("squad2" in one.name and titles.get(question.nearest_article or "") in learned)
        ]
        count = min(limit, len(asked))
        chosen = [asked[n * len(asked) // count] for n in range(count)]
        with (out / f"{one.name}.jsonl").open("w", encoding="utf-8") as file:
            for case in _cases(systems.retriever, reader, chosen):
                file.write(json.dumps(case) + "\n")
        systems.close()
        click.echo(f"{one.name}: {count} questions")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _cases(
    retriever: HybridRetriever, reader: Reader, questions: Sequence[EvaluationQuestion]
) -> Iterator[dict[str, Any]]:
    for question in questions:
        with retriever.store.reading() as snapshot:
            query = Query(standalone(question), snapshot)
            hits = retriever.hits(query, READ, Filters())
            found = read_in_order(query.asked_times.rest, hits, reader, Settings().passages, whole=True)
            ranked = rank(query, found.hits, retriever.embeddings, readings=found.readings)
            if ranked:
                places = {hit.passage_id: (place, hit.score) for place, hit in enumerate(hits)}
                yield _case(question, query, ranked[:_MOST_CANDIDATES]) | {
                    # In which place its passage was found, and its score then: how far one has to read.
                    "found": [places[candidate.hit.passage_id] for candidate in ranked[:_MOST_CANDIDATES]],
                    "closely": close_features(found.asked, ranked[:READ_BY_THEMSELVES], reader),
                }


def _case(question: EvaluationQuestion, query: Query, ranked: Sequence[Candidate]) -> dict[str, Any]:
    known = [(candidate, candidate.read) for candidate in ranked if candidate.read is not None]
    answers = [answer.casefold() for answer in question.answers if answer.strip()]
    return {
        "group": _group(question),
        "language": question.language,
        "answerable": question.answerable,
        "order": [candidate.values(read) for candidate, read in known],
        "without_reading": [replace(candidate, read=None).score for candidate, _ in known],
        "refusal": [list(asdict(read_features_of(candidate, read)).values()) for candidate, read in known],
        "right": [any(answer in candidate.text.casefold() for answer in answers) for candidate, _ in known],
        "gold": [candidate.hit.article_id in question.gold for candidate, _ in known],
        "gold_foreign": next((read.foreign for c, read in known if c.hit.article_id in question.gold), False),
    }


def _group(question: EvaluationQuestion) -> str:
    article = question.nearest_article or next(iter(question.article_ids), "")
    return article.rpartition("-")[0] or article or question.id.split("<::>")[0]


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def fit(folder: Path) -> None:
    """Learn from all that is in FOLDER, and print how well what is learned from four fifths of it does on the rest."""
    files = [file for name in _SETS if (file := folder / f"{name}.jsonl").is_file()]
    cases = [Case.of(file.stem, row) for file in files for row in _rows(file)]
    order = Order.learned(cases)
    click.echo(json.dumps(dict(zip(_ORDER, np.round(order.sentences, 3).tolist(), strict=True))))
    click.echo(json.dumps(dict(zip(CloseFeatures._fields, np.round(order.closely, 3).tolist(), strict=True))))
    weights, constant = _learned_refusal(cases, order)
    names = [field.name for field in fields(ReadFeatures)]
    click.echo(
        json.dumps({**dict(zip(names, np.round(weights, 3).tolist(), strict=True)), "constant": constant})
    )
    judged = _judged_by_folds(cases)
    for key in sorted({(one.case.set, one.case.direction) for one in judged}):
        click.echo(
            f"{' '.join(key)}: {_figures([o for o in judged if (o.case.set, o.case.direction) == key])}"
        )
    click.echo(f"all: {_figures(judged)}")


class Judged(NamedTuple):
    """A question with what is made of it by weights that were not learned from it.

    Attributes:
        case: The question.
        best: Which sentence comes first.
        value: How surely it answers, as a logit.
    """

    case: Case
    best: int
    value: float


def _judged_by_folds(cases: Sequence[Case]) -> list[Judged]:
    """Every question by what was learned from the four fifths that hold no other question of its group."""
    groups = [f"{case.set.partition('_')[0]} {case.group}" for case in cases]
    judged: list[Judged] = []
    for learned, others in GroupKFold(_FOLDS).split(cases, groups=groups):
        known = [cases[n] for n in learned]
        order = Order.learned(known)
        weights, constant = _learned_refusal(known, order)
        for case in (cases[n] for n in others):
            best = order.best(case)
            judged.append(Judged(case, best, float(case.refusal[best] @ weights + constant)))
    return judged


def _learned_refusal(cases: Sequence[Case], order: Order) -> tuple[NDArray[np.float64], float]:
    """Weights for the values as they are; they are learned on values scaled to one spread."""
    known = np.array([case.refusal[order.best(case)] for case in cases])
    truth = np.array([case.answerable for case in cases])
    heavy = np.array([_WEIGHT.get(case.set, 1.0) for case in cases])
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=1_000).fit((known - mean) / spread, truth, sample_weight=heavy)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def _figures(judged: Sequence[Judged]) -> str:
    truth = np.array([one.case.answerable for one in judged])
    values = np.array([one.value for one in judged])
    asked = [one for one in judged if one.case.right.any()]
    first = _share([bool(one.case.right[one.best]) for one in asked])
    before = _share([bool(one.case.right[int(one.case.without_reading.argmax())]) for one in asked])
    auroc = roc_auc_score(truth, values) if 0 < truth.sum() < len(truth) else float("nan")
    answered = values >= 0
    return (
        f"{len(judged)} questions, first right {first:.3f} (without reading {before:.3f}) of {len(asked)}, "
        f"AUROC {auroc:.3f}, answered {_share(answered[truth]):.3f} of the answerable, "
        f"refused {_share(~answered[~truth]):.3f} of the others, "
        f"calibration error {_calibration_error(values, truth):.3f}"
    )


def _calibration_error(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Mean distance of what was expected and what came, in ten bins of equal size."""
    expected = 1 / (1 + np.exp(-values))
    bins = np.array_split(np.argsort(expected), 10)
    return float(np.mean([abs(expected[b].mean() - truth[b].mean()) for b in bins if len(b)]))


def _share(part: Sequence[bool] | NDArray[np.bool_]) -> float:
    return float(np.mean(part)) if len(part) else float("nan")


if __name__ == "__main__":
    main()
