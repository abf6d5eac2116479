"""Labelled messages -> the weights that tell the words of a subject from the words that ask."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.query.grams import hashed
from retrieval.query.subject_features import SUBJECT_BUCKETS, WORD, word_features
from retrieval.query.training.augmentation import about_made_up, augmented
from retrieval.query.training.regression import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.query.training.augmentation import TypingHabits
    from retrieval.query.training.labelled import LabelledMessage

    Floats = NDArray[np.float32]

_SCALE, _PENALTY = 4.0, 3e-5


class SubjectWeights(NamedTuple):
    """A logistic regression over the hashed features of words.

    Attributes:
        subject: Of each bucket, (buckets,).
        subject_bias: (1,).
    """

    subject: Floats
    subject_bias: Floats


def fit_subject(
    written: Sequence[LabelledMessage], habits: TypingHabits, seed: int, buckets: int = SUBJECT_BUCKETS
) -> SubjectWeights:
    """Learn which words of a message are its subject.

    Args:
        written: What people wrote; what is not known to have a subject or none is left out.
        habits: How people type.
        seed: Draws what messages are made of others.
        buckets: How many there are.
    """
    from scipy.sparse import csr_array

    seeded = random.Random(seed)  # noqa: S311 - draws examples
    known = [message for message in written if message.subject is not None]
    made = [*augmented(known, habits, seeded), *about_made_up(known, seeded)]
    values: list[Floats] = []
    columns: list[NDArray[np.int64]] = []
    starts = [0]
    inside: list[bool] = []
    # The last column is 1.
    for features, is_inside in (word for message in made for word in _labelled_words(message)):
        found, signs = hashed(features, buckets)
        columns.append(np.append(found, buckets))
        values.append(np.append(np.float32(_SCALE) * signs, np.float32(1)))
        starts.append(starts[-1] + len(found) + 1)
        inside.append(is_inside)
    table = csr_array(
        (np.concatenate(values), np.concatenate(columns), starts), shape=(len(inside), buckets + 1)
    )
    labels = np.array([[not one, one] for one in inside], dtype=np.float32)
    fitted = fit(table, labels, np.ones(len(inside), dtype=np.float32), penalty=_PENALTY)
    weights = fitted[1] - fitted[0]
    return SubjectWeights(weights[:-1] * np.float32(_SCALE), weights[-1:])


def _labelled_words(message: LabelledMessage) -> Iterator[tuple[set[str], bool]]:
    """The features of each word, and whether it is of the subject."""
    start = message.text.find(message.subject) if message.subject else -1
    end = start + len(message.subject or "")
    found = list(WORD.finditer(message.text))
    words = [match.group() for match in found]
    for at, match in enumerate(found):
        yield word_features(words, at), start <= match.start() < end
