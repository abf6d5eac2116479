"""Learn how sentences are ordered and when to refuse, from what is known of them, the reading of passages included.

python -m tests.evals.calibrate collect build/calibrate
python -m tests.evals.calibrate fit build/calibrate

`collect` asks the questions and writes what is known of the sentences; `fit` learns from half of them (by page,
article or conversation) and tells how well it does on the other half.  The pages of squad2 that the reading model
learned from are left out.  What is printed goes into retrieval/answering/quote/candidate.py and
retrieval/answering/refusal.py.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from retrieval.answering.quote.candidate import rank
from retrieval.answering.refusal import ReadFeatures, features_of, read_features_of
from retrieval.evaluation.evaluation import standalone
from retrieval.evaluation.question import read_questions
from retrieval.query.query import Query
from retrieval.reading.passages import READ, read_in_order
from retrieval.reading.reader import open_reader
from retrieval.reading.training.measured import squad2_pages
from retrieval.settings import Settings
from retrieval.store.filters import Filters
from tests.evals.sets import DATA, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    "russian_on_english",
    "tajik_on_english",
    "english_on_russian",
    "other_languages_absent",
)
_MOST_CANDIDATES = 40
_ORDER = ("margin", "answered", "cosine", "coverage", "own_coverage", "kind", "phrases")
_PASSAGE = ("score", "answered")
_CURVE = (0.98, 0.95, 0.93, 0.90, 0.88, 0.85, 0.80, 0.70)
_WEIGHT = {"squad2": 0.5}
"""Of a question of a set in learning when to refuse; squad2's others only look answerable, and are many."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what is known of the sentences found for it, and what is right.

    Attributes:
        group: Page, article or conversation; cases of one stay together.
        language: Of the question.
        answerable: Whether the articles answer it.
        order: What the sentences are ordered by, (sentences, features).
        refusal: What is known of each for the refusal, (sentences, features).
        words: The refusal's features of today without reading, of each.
        right: Whether each holds a known answer, (sentences,).
        passages: Retrieval score and reading of each passage, (passages, 2).
        gold: Whether each passage is the right one, (passages,).
    """

    group: str
    language: str
    answerable: bool
    order: NDArray[np.float64]
    refusal: NDArray[np.float64]
    right: NDArray[np.bool_]
    passages: NDArray[np.float64]
    gold: NDArray[np.bool_]

    @property
    def half(self) -> int:
        """0 or 1, the same for all questions of a group."""
        return zlib.crc32(self.group.encode()) % 2


@click.group()
def main() -> None:
    """Learn how to order sentences and when to refuse."""


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=10), default=1_200, show_default=True, help="Questions of a set.")
def collect(out: Path, limit: int) -> None:
    """Ask the questions and write what is known of the sentences into the folder OUT."""
    settings = Settings.load()
    reader = open_reader(settings)
    if reader is None or not DATA.is_dir():
        raise click.ClickException(f"this needs the reading model, and the data sets in {DATA}")
    learned = {row["title"] for row in _rows(DATA / "squad2/articles.jsonl")} - squad2_pages(DATA)
    for one in prepare(_SETS, out / "sets"):
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
            found = read_in_order(query.text, hits, reader, Settings().passages, whole=True)
            ranked = rank(query, found.hits, retriever.embeddings, readings=found.readings)
            if ranked:
                yield _case(question, query, ranked[:_MOST_CANDIDATES])


def _case(question: EvaluationQuestion, query: Query, ranked: Sequence[Candidate]) -> dict[str, Any]:
    known = [candidate for candidate in ranked if candidate.read is not None]
    answers = [answer.casefold() for answer in question.answers if answer.strip()]
    return {
        "group": _group(question),
        "language": question.language,
        "answerable": question.answerable,
        "foreign": [query.is_foreign(candidate.hit) for candidate in known],
        "order": [
            [
                candidate.read.margin if candidate.read else 0.0,
                candidate.read.answered if candidate.read else 0.0,
                candidate.cosine,
                candidate.coverage,
                candidate.own_coverage,
                candidate.kind,
                candidate.phrases,
            ]
            for candidate in known
        ],
        "refusal": [
            list(asdict(read_features_of(query, candidate, candidate.read)).values())
            for candidate in known
            if candidate.read
        ],
        "words": [list(asdict(features_of(query, candidate)).values()) for candidate in known],
        "right": [any(answer in candidate.text.casefold() for answer in answers) for candidate in known],
        "gold": [candidate.hit.article_id in question.gold for candidate in known],
    }


def _group(question: EvaluationQuestion) -> str:
    page = (question.nearest_article or "").rpartition("-")[0]
    return page or question.id.split("<::>")[0]
