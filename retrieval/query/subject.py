"""What a message that asks for an overview or for news asks about, without the words that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.query.grams import hashed
from retrieval.query.kind_weights import shipped_weights
from retrieval.query.subject_features import WORD, word_features
from retrieval.text.analysis import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.query.kind_weights import KindWeights

_LEAST = 0.1  # score of the likeliest word where one is taken


def subject(text: str, weights: KindWeights | None = None, *, certain: bool = False) -> str:
    """The words of a message that say what it is about: "Rogun" of "What is new about Rogun?".

    Args:
        text: The message.
        weights: Those of the package by default.
        certain: Whether it is about something for certain, so that the likeliest word is taken where none is likely.

    Returns:
        A run of its words as they stand; empty where it is about nothing in particular ("Any news?").
    """
    weights = weights or shipped_weights()
    found = list(WORD.finditer(text))
    words = [match.group() for match in found]
    scores = []
    for at in range(len(words)):
        buckets, values = hashed(word_features(words, at), len(weights.subject))
        scores.append(float(weights.subject[buckets] @ values + weights.subject_bias[0]))
    if certain and scores:
        scores = [score - min(0.0, max(scores) - _LEAST) for score in scores]
    first, behind = _best_run(scores)
    # A topic does not end in "about" or "in": what follows belongs to it.
    while first < behind < len(words) and words[behind - 1].casefold() in stop_words():
        behind += 1
    return text[found[first].start() : found[behind - 1].end()] if behind > first else ""


def _best_run(scores: Sequence[float]) -> tuple[int, int]:
    """Where the run with the greatest sum begins and its exclusive end; an empty one where no score is above 0."""
    best, run, most, total = (0, 0), 0, 0.0, 0.0
    for at, score in enumerate(scores):
        if total <= 0:
            run, total = at, 0.0
        total += score
        if total > most:
            best, most = (run, at + 1), total
    return best
