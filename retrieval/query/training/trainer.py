"""Labelled messages -> the weights that are shipped."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.query.grams import BUCKETS, grams, hashed
from retrieval.query.kind_classifier import KINDS
from retrieval.query.kind_weights import KindWeights
from retrieval.query.training.augmentation import augmented
from retrieval.query.training.quadratic import fit_linear, fit_quadratic, left_out_scores
from retrieval.query.training.regression import temperature
from retrieval.query.training.subject_fit import fit_subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from retrieval.query.training.augmentation import TypingHabits
    from retrieval.query.training.labelled import LabelledMessage
    from retrieval.query.training.quadratic import QuadraticClassifier

    Floats = NDArray[np.float32]
    Embed = Callable[[Sequence[str]], Floats]

_FURTHER = 0.5  # what a question of the reading model's set counts for beside one that was written for this
_MADE = 0.3  # what a message that was made of another counts for
_RANK = 48


class KindTrainer:
    """Learns to tell messages apart.

    Args:
        embed: Vectors of messages, of shape (messages, dimension).
        habits: How people type.
        seed: Draws what messages are made of others.
        rank: How many directions of the vectors count for each kind.
    """

    def __init__(self, embed: Embed, habits: TypingHabits, seed: int, rank: int = _RANK) -> None:
        self._embed = embed
        self._habits = habits
        self._seed = seed
        self._rank = rank

    def train(self, messages: Sequence[LabelledMessage], further: Sequence[LabelledMessage]) -> KindWeights:
        """Learn from messages that were written for this, and from further questions."""
        written = [message for message in messages if not message.for_subjects]
        known = [message for message in further if len(message.kinds) == 1]
        made = augmented(written, self._habits, random.Random(self._seed))  # noqa: S311 - draws examples
        vectors = self._embed([message.text for message in written])
        centre = vectors.mean(axis=0)
        # So that the product of a vector with itself is about 1.
        scale = (vectors.std(axis=0) + 1e-6) * np.float32(np.sqrt(len(centre)))
        rows = self._rows([*written, *known], centre, scale)
        first = fit_quadratic(*rows, rank=self._rank)
        # Nothing is made of the messages here, so that each can be left out.
        heat = temperature(left_out_scores(*rows)[: len(written)], rows.labels[: len(written)].argmax(axis=1))
        unsure = [message for message in further if len(message.kinds) > 1]
        settled = [_settled(message, first, self._rows([message], centre, scale)) for message in unsure]
        rows = self._rows([*made, *known, *settled], centre, scale)
        found = fit_quadratic(*rows, rank=self._rank)
        sure = slice(len(made) + len(known))
        grams_alone, bias_alone = fit_linear(rows.grams[sure], rows.labels[sure], rows.counts[sure])
        subject = fit_subject(messages, self._habits, self._seed)
        return KindWeights(
            centre=centre,
            scale=scale,
            linear=found.linear / heat,
            directions=found.directions,
            strengths=found.strengths / heat,
            grams=found.grams / heat,
            bias=found.bias / heat,
            grams_alone=grams_alone / heat,
            bias_alone=bias_alone / heat,
            subject=subject.subject,
            subject_bias=subject.subject_bias,
        )

    def _rows(self, messages: Sequence[LabelledMessage], centre: Floats, scale: Floats) -> _Rows:
        texts = [message.text for message in messages]
        labels = [[kind in message.kinds for kind in KINDS] for message in messages]
        return _Rows(
            (self._embed(texts) - centre) / scale,
            _hashed_rows(map(grams, texts), len(texts)),
            np.array(labels, dtype=np.float32),
            np.array([_count(message) for message in messages], dtype=np.float32),
        )


class _Rows(NamedTuple):
    """Messages as numbers, a row for each; see `fit_quadratic`."""

    vectors: Floats
    grams: Floats
    labels: Floats
    counts: Floats


def _count(message: LabelledMessage) -> float:
    return (_FURTHER if message.further else 1.0) * (_MADE if message.made else 1.0)


def _settled(message: LabelledMessage, classifier: QuadraticClassifier, rows: _Rows) -> LabelledMessage:
    """The message with the likeliest of the kinds that it may be of."""
    scores = classifier.scores(rows.vectors, rows.grams)[0]
    return replace(message, kinds=(max(message.kinds, key=lambda kind: float(scores[KINDS.index(kind)])),))


def _hashed_rows(features: Iterable[set[str]], count: int) -> Floats:
    """Hashed features, a row for each, of shape (count, buckets)."""
    rows = np.zeros((count, BUCKETS), dtype=np.float32)
    for row, found in zip(rows, features, strict=True):
        buckets, values = hashed(found)
        np.add.at(row, buckets, values)
    return rows
