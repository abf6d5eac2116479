"""Learn when two reports that answer differently speak of the same thing
(retrieval/answering/differences/same_subject.py).

python -m tests.evals.differences.learn

The questions are asked, and each report that answers otherwise than the best one is an example.  How well the weights
do is told by folds, apart for the pairs that somebody else wrote.
"""

from __future__ import annotations

import tempfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from retrieval.answering.differences.conflicts import answering_otherwise
from retrieval.answering.differences.same_subject import SubjectFeatures, subject_features
from retrieval.answering.event_time import EventTime, TimeFit
from retrieval.answering.quote.candidate import rank
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.reading.passages import READ, read_in_order
from retrieval.reading.reader import open_reader
from retrieval.retriever import build_retriever
from retrieval.store.filters import Filters
from tests.evals.differences.items import HALVES, OPENED, DifferenceItem, items, opened_items
from tests.evals.differences.run import filled_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.reading.reader import Reader
    from retrieval.retriever import HybridRetriever

_FOLDS = 10
_REGULARISATION = 0.3
_BARS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.95, 0.97)


class _Example(NamedTuple):
    item: DifferenceItem
    features: SubjectFeatures
    differs: bool


def _examples(item: DifferenceItem, retriever: HybridRetriever, reader: Reader | None) -> Iterator[_Example]:
    """Each report that answers the question of an item otherwise than the best one."""
    with retriever.store.reading() as snapshot:
        question = Question.of({"question": item.question, "now": item.asked_at})
        query = Query(question.searched_for, snapshot, question.now)
        hits = retriever.hits(query, READ, Filters())
        passages = read_in_order(query.text, hits, reader, retriever.limit)
        found = rank(query, passages.hits, retriever.embeddings, readings=passages.readings)
        ranked = EventTime(query).sorted_out(found)[TimeFit.INSIDE]
        for best, other in answering_otherwise(ranked, query):
            features = subject_features(query, best, other)
            if features is not None:
                pair = {best.hit.article_id, other.hit.article_id}
                yield _Example(item, features, item.differs and pair <= item.differing)


def _learned(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Weights for the values as they are; they are learned on values scaled to one spread."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=_REGULARISATION, max_iter=1_000).fit((values - mean) / spread, truth)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


@click.command()
@click.option(
    "--half", type=click.Choice([HALVES[0], "both"]), default="both", show_default=True,
    help="Which half of our own items.",
)  # fmt: skip
def main(half: str) -> None:
    """Print weights, and how many reports are right to be told of at several bars."""
    own = [item for item in items() if half in (item.half, "both")]
    found = [example for some in (own, opened_items()) for example in _asked(some)]
    values = np.array([[*asdict(example.features).values()] for example in found])
    truth = np.array([example.differs for example in found])
    folds = np.array([zlib.crc32(example.item.id.encode()) % _FOLDS for example in found])
    likely = np.zeros(len(found))
    for fold in range(_FOLDS):
        held = folds == fold
        weights, constant = _learned(values[~held], truth[~held])
        likely[held] = 1 / (1 + np.exp(-(values[held] @ weights + constant)))
    weights, constant = _learned(values, truth)
    named = dict(zip(SubjectFeatures.__slots__, weights.round(2).tolist(), strict=True))
    click.echo(f"{named}, constant {constant:.2f}")
    opened = np.array([example.item.set == OPENED for example in found])
    for name, some in (("our own", ~opened), ("somebody else's", opened)):
        for line in _figures(likely[some], truth[some]):
            click.echo(f"{name}: {line}")


def _asked(some: Sequence[DifferenceItem]) -> Iterator[_Example]:
    with tempfile.TemporaryDirectory() as folder:
        settings = filled_settings(some, Path(folder))
        retriever, reader = build_retriever(settings), open_reader(settings)
        for item in some:
            yield from _examples(item, retriever, reader)


def _figures(likely: NDArray[np.float64], truth: NDArray[np.bool_]) -> Iterator[str]:
    yield f"AUROC {roc_auc_score(truth, likely):.3f}"
    for bar in _BARS:
        shown = likely >= bar
        yield f"from {bar}: {(shown & truth).sum()} of {truth.sum()}, false {(shown & ~truth).sum()}"


if __name__ == "__main__":
    main()
