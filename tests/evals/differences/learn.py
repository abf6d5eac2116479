"""Learn when two reports that answer differently speak of the same thing
(retrieval/answering/differences/same_subject.py).

python -m tests.evals.differences.learn

The questions of the half that is learned from are asked, and each report that answers otherwise than the best one is
an example.  How well the weights do is told by folds of that half; the other one is not looked at.
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from retrieval.answering.differences.answering_report import AnsweringReport
from retrieval.answering.differences.same_subject import SubjectFeatures, subject_features
from retrieval.answering.differences.stated_answer import Agreement, StatedAnswer
from retrieval.answering.event_time import EventTime, TimeFit
from retrieval.answering.quote.candidate import rank
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.reading.passages import READ, read_in_order
from retrieval.reading.reader import open_reader
from retrieval.retriever import build_retriever
from retrieval.store.filters import Filters
from tests.evals.differences.items import HALVES, DifferenceItem, items
from tests.evals.differences.run import filled_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.reading.reader import Reader
    from retrieval.retriever import HybridRetriever

_LOOKED_AT = 30  # candidates
_FOLDS = 10
_REGULARISATION = 1.0
_BARS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9)


class _Example(NamedTuple):
    item: str
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
        if not ranked:
            return
        stated = StatedAnswer(ranked[0], query.kind, query.names)
        compared = {ranked[0].hit.article_id}
        for candidate in ranked[1:_LOOKED_AT]:
            other = StatedAnswer(candidate, query.kind, query.names)
            agreement = stated.agreement(other)
            if candidate.hit.article_id in compared or agreement is Agreement.UNCLEAR:
                continue
            compared.add(candidate.hit.article_id)
            features = subject_features(query, AnsweringReport(stated), AnsweringReport(other))
            if agreement is Agreement.OTHER and features is not None:
                pair = {stated.candidate.hit.article_id, candidate.hit.article_id}
                yield _Example(item.id, features, item.differs and pair <= item.differing)


def _learned(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Weights for the values as they are; they are learned on values scaled to one spread."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=_REGULARISATION, max_iter=1_000).fit((values - mean) / spread, truth)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


@click.command()
def main() -> None:
    """Print weights, and how many reports are right to be told of at several bars."""
    everything = items()
    with tempfile.TemporaryDirectory() as folder:
        settings = filled_settings(everything, Path(folder))
        retriever, reader = build_retriever(settings), open_reader(settings)
        found = [
            example
            for item in everything
            if item.half == HALVES[0]
            for example in _examples(item, retriever, reader)
        ]
    values = np.array([[*asdict(example.features).values()] for example in found])
    truth = np.array([example.differs for example in found])
    order = {item: n for n, item in enumerate(dict.fromkeys(example.item for example in found))}
    folds = np.array([order[example.item] % _FOLDS for example in found])
    likely = np.zeros(len(found))
    for fold in range(_FOLDS):
        held = folds == fold
        weights, constant = _learned(values[~held], truth[~held])
        likely[held] = 1 / (1 + np.exp(-(values[held] @ weights + constant)))
    weights, constant = _learned(values, truth)
    named = dict(zip(SubjectFeatures.__slots__, weights.round(2).tolist(), strict=True))
    click.echo(f"{named}, constant {constant:.2f}")
    for bar in _BARS:
        shown = likely >= bar
        click.echo(
            f"from {bar}: {int((shown & truth).sum())} of {int(truth.sum())}, false {int((shown & ~truth).sum())}"
        )


if __name__ == "__main__":
    main()
