"""Tells what a message asks for: a small calibrated classifier over its vector and its letters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.query.grams import grams, hashed
from retrieval.query.kind_weights import shipped_weights
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.query.kind_weights import KindWeights

KINDS = tuple(QuestionKind)
"""The kinds in the order of the weights."""

_VECTOR_CHARS = 400  # of a message; what is wanted is said in the first ones
_REMEMBERED = 256  # messages; a question is told again with each question that follows it

# A question that is not searched for is lost; a greeting that is searched for is only refused.  Where it is not clear
# that several articles are asked for, sentences that answer are the better answer.
_GROUPS = (
    ((QuestionKind.COURTESY, QuestionKind.HELP), 0.6),
    ((QuestionKind.OVERVIEW, QuestionKind.LATEST), 0.5),
)
_ANSWERED = (QuestionKind.FACT, QuestionKind.REASON, QuestionKind.YES_NO)


class QueryEncoder(Protocol):
    """What embeds messages."""

    def encode_query(self, text: str, /) -> NDArray[np.float32]:
        """The vector of a text, of shape (dimension,) and unit length."""


class KindClassifier:
    """Tells messages apart.

    Args:
        encoder: The packaged encoder, for whose vectors the weights are; `None` tells by letters alone.
        weights: Those of the package by default.
    """

    def __init__(self, encoder: QueryEncoder | None, weights: KindWeights | None = None) -> None:
        self._encoder = encoder
        self._weights = weights or shipped_weights()
        self._kind = lru_cache(maxsize=_REMEMBERED)(self._classified)

    @classmethod
    def of(cls, embeddings: QueryEncoder, cache: Path) -> Self:
        """One for a chain with these embeddings.

        Args:
            embeddings: The store's; where they are not the packaged encoder's, that one is loaded besides.
            cache: Where the packaged encoder is kept.
        """
        return cls(PackagedEmbeddings.beside(embeddings, cache))

    def kind(self, text: str) -> QuestionKind:
        """What a message asks for; without a letter and a digit it asks for nothing.  The latest are remembered."""
        return self._kind(text)

    def _classified(self, text: str) -> QuestionKind:
        if not any(c.isalnum() for c in text):
            return QuestionKind.COURTESY
        likely = dict(zip(KINDS, self.probabilities(text).tolist(), strict=True))
        for group, least in _GROUPS:
            if sum(likely[kind] for kind in group) >= least:
                return max(group, key=likely.__getitem__)
        return max(_ANSWERED, key=likely.__getitem__)

    def probabilities(self, text: str) -> NDArray[np.float32]:
        """How likely each of the kinds is, of shape (kinds,), in the order of `KINDS`; together 1."""
        weights = self._weights
        buckets, values = hashed(grams(text))
        if self._encoder is None:
            scores = values @ weights.grams_alone[buckets] + weights.bias_alone
        else:
            vector = self._encoder.encode_query(text[:_VECTOR_CHARS])
            vector = (vector - weights.centre) / weights.scale
            along = np.einsum("d,kdr->kr", vector, weights.directions)
            squares = (along**2 * weights.strengths).sum(axis=1)
            scores = vector @ weights.linear + squares + values @ weights.grams[buckets] + weights.bias
        powers = np.exp(scores - scores.max())
        likely: NDArray[np.float32] = powers / powers.sum()
        return likely
