"""Readers: the packaged reading model, without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.embedding.encoder import load_tokenizer
from retrieval.embedding.encoder_files import write_transformer
from retrieval.embedding.packaged_model import cached_folder, packaged_encoder
from retrieval.embedding.packaged_weights import PackagedWeights
from retrieval.embedding.transformer import Transformer
from retrieval.reading.delta import ReadingWeights
from retrieval.reading.reading import Reading
from retrieval.reading.tokens import PairTokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.reading.tokens import TokenPair


class Reader(Protocol):
    """Reads passages for a question."""

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """What is made of each passage, given as its article's title and its text, in their order."""
        ...


class PackagedReader:
    """The packaged encoder, trained further to read.

    Args:
        cache: Folder that holds converted models; made where it is missing.
        delta: What training changed, from `write_delta`.
        sha256: The hash that the file must have.
        threads: How many threads one call may use; all cores by default.

    Raises:
        ModelError: The file or the package with the encoder is missing or not the known one, or the cache cannot be
            written.
    """

    def __init__(self, cache: Path, delta: Path, sha256: str, threads: int | None = None) -> None:
        encoder = packaged_encoder(cache)

        def write(folder: Path) -> None:
            weights = ReadingWeights(PackagedWeights(), delta, sha256)
            write_transformer(weights, folder)
            np.save(folder / "logits.npy", weights.logits)

        folder = cached_folder(cache, f"reader-{sha256[:12]}", write)
        self._tokenizer = PairTokenizer(load_tokenizer(encoder))
        self._transformer = Transformer(folder, encoder / "words.npy", threads)
        self._logits: NDArray[np.float32] = np.load(folder / "logits.npy")

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """See `Reader`."""
        pairs = self._tokenizer.pairs(question, passages)
        readings: list[Reading | None] = [None] * len(pairs)
        for n, states in self._transformer.many([pair.ids for pair in pairs]):
            readings[n] = _reading(pairs[n], states @ self._logits[:, :-1].T + self._logits[:, -1])
        return [reading for reading in readings if reading is not None]


def _reading(pair: TokenPair, logits: NDArray[np.float32]) -> Reading:
    nothing = logits[0]
    text = logits[pair.first : pair.first + len(pair.offsets)]
    return Reading(
        offsets=np.array(pair.offsets, dtype=np.int64).reshape(-1, 2),
        starts=text[:, 0] - nothing[0],
        ends=text[:, 1] - nothing[1],
        answered=float(nothing[2]),
    )
