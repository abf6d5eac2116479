"""Texts -> unit vectors with the packaged model: no torch, and several times faster on processors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.encoder_files import DIMENSION, MAX_TOKENS
from retrieval.embedding.text_tokenizer import text_tokenizer
from retrieval.embedding.transformer import Transformer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.text_tokenizer import TokenizedText

    Span = tuple[int, int]
    """Where a part of a text begins and where it ends, in characters."""
    Floats = NDArray[np.float32]


class Encoder:
    """Texts to unit vectors with the packaged model.

    Args:
        folder: What `encoder_files` wrote.
        threads: How many threads one call may use; all cores by default.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._tokenizer = text_tokenizer(folder)
        self._transformer = Transformer(folder, threads=threads)

    def one(self, text: str) -> Floats:
        """The vector of one text, of shape (dimension,)."""
        (states,) = self._transformer.few([self._tokens(text).ids])
        return _unit_mean(states)

    def many(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, of shape (len(texts), dimension), in their order."""
        vectors, _ = self.many_with_parts(texts, [[]] * len(texts))
        return vectors

    def many_with_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Span]]
    ) -> tuple[Floats, list[Floats]]:
        """The vectors of texts and of parts of each, at the price of the texts alone.

        A part's vector is the mean over its tokens as the model understood them within the whole text ("late
        chunking"), so it knows whom a pronoun stands for.

        Args:
            texts: The texts.
            parts: For each text, spans of characters in it.

        Returns:
            Vectors of shape (len(texts), dimension), and for each text those of its parts, of shape
            (len(parts), dimension); all of unit length, but zero for a part of which no token is left.
        """
        tokens = [self._tokens(text) for text in texts]
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        of_parts: list[Floats] = [np.empty((0, DIMENSION), dtype=np.float32)] * len(texts)
        for n, states in self._transformer.many([of.ids for of in tokens]):
            vectors[n] = _unit_mean(states)
            of_parts[n] = _of_parts(states, np.array(tokens[n].offsets), parts[n])
        return vectors, of_parts

    def _tokens(self, text: str) -> TokenizedText:
        """A text as the model takes it, cut where it exceeds what that can take."""
        return self._tokenizer.tokens(text).first(MAX_TOKENS - 2).enclosed()


def _unit_mean(states: Floats) -> Floats:
    mean = states.mean(axis=0)
    unit: Floats = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return unit


def _of_parts(states: Floats, offsets: NDArray[np.int64], parts: Sequence[Span]) -> Floats:
    """Vectors of parts of a text; `offsets` has the span of each token, empty for special ones."""
    vectors = np.zeros((len(parts), states.shape[1]), dtype=np.float32)
    starts, ends = offsets[:, 0], offsets[:, 1]
    for row, (start, end) in enumerate(parts):
        inside = (starts < end) & (ends > start) & (ends > starts)
        if inside.any():
            vectors[row] = _unit_mean(states[inside])
    return vectors
