"""A model at the edge: vectors from a hash, counted, so that tests see what was embedded."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings, under_headline
from retrieval.embedding.fingerprint import KNOWN_TEXT, ModelFingerprint
from retrieval.embedding.sentence_vectors import SentenceVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.settings import Settings

DIMENSION = 8


class CountingEmbeddings(SentenceTransformerEmbeddings):
    """Makes vectors from a hash of the text, and counts.

    Attributes:
        texts: What was embedded, in order.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.embedding_model, settings.model_cache)
        self.texts: list[str] = []

    def _encode_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = _vectors([text])[0]
        return vector

    @cached_property
    def fingerprint(self) -> ModelFingerprint:
        """Made without counting."""
        return ModelFingerprint.of(_vectors([KNOWN_TEXT])[0])

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return _vectors(texts)

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """Every passage counts as one sentence, so that `texts` holds what was embedded and no more."""
        vectors = self.encode_documents([under_headline(*pair) for pair in zip(titles, texts, strict=True)])
        whole = [SentenceVectors.of([(0, len(text))], vectors[n : n + 1]) for n, text in enumerate(texts)]
        return vectors, whole


class NoEmbeddings(CountingEmbeddings):
    """A model that must not be needed."""

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(f"{len(texts)} texts were embedded")


def _vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    rows = [np.random.default_rng(sum(text.encode())).normal(size=DIMENSION) for text in texts]
    vectors = np.array(rows, dtype=np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
