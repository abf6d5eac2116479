"""Nearness of two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.answering.verify.similarity import similarity

if TYPE_CHECKING:
    from numpy.typing import NDArray


class _Embeddings:
    """Embeds a text as its counts of two letters, and counts the texts."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode_documents(self, texts: list[str]) -> NDArray[np.float32]:
        self.embedded += texts
        vectors = np.array([[t.count("a"), t.count("b")] for t in texts], dtype=np.float32)
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / lengths, dtype=np.float32)


def test_cosine_of_two_texts() -> None:
    """Each text is embedded once."""
    embeddings = _Embeddings()
    near = similarity(embeddings)  # type: ignore[arg-type]
    assert near("aa", "a") == pytest.approx(1.0)
    assert near("aa", "b") == pytest.approx(0.0)
    assert near("ab", "a") == pytest.approx(0.7071, abs=1e-4)
    assert embeddings.embedded == ["aa", "a", "b", "ab"]
