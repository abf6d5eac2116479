"""The reading model that comes with presscite: the packaged encoder, trained further, without torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.encoder_files import write_transformer
from retrieval.embedding.packaged_model import cached_folder, packaged_encoder
from retrieval.embedding.packaged_weights import PackagedWeights
from retrieval.embedding.text_tokenizer import text_tokenizer
from retrieval.embedding.transformer import Transformer
from retrieval.reading.delta import ReadingWeights
from retrieval.reading.reading import of_passages
from retrieval.reading.tokens import PairTokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.reading.reading import Reading
    from retrieval.reading.tokens import TokenPair

WEIGHTS = Path(__file__).with_name("weights") / "reader.safetensors"
"""What training changed in the packaged encoder; `docs/reading-model.md` is its card."""

SHA256 = "bb24de70cf7a61c2b266631815c98ceb447a55e64c8b07090e028b894813d769"
"""Of `WEIGHTS`."""


class PackagedReader:
    """The packaged encoder, trained further to read.

    Args:
        cache: Folder that holds converted models; made where it is missing.
        weights: What training changed, from `write_delta`.
        sha256: The hash that the file must have.
        threads: How many threads one call may use; all cores by default.

    Raises:
        ModelError: The file or the package with the encoder is missing or not the known one, or the cache cannot be
            written.
    """

    def __init__(
        self, cache: Path, weights: Path = WEIGHTS, sha256: str = SHA256, threads: int | None = None
    ) -> None:
        encoder = packaged_encoder(cache)

        def write(folder: Path) -> None:
            read = ReadingWeights(PackagedWeights(), weights, sha256)
            write_transformer(read, folder)
            np.save(folder / "logits.npy", read.logits)

        folder = cached_folder(cache, f"reader-{sha256[:12]}", write)
        self._tokenizer = PairTokenizer(text_tokenizer(encoder))
        self._transformer = Transformer(folder, encoder / "words.npy", threads)
        self._logits: NDArray[np.float32] = np.load(folder / "logits.npy")

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """See `Reader`."""
        parts = self._tokenizer.parts(question, passages)
        return of_passages(parts, self._logits_of([pair for of_one in parts for pair in of_one]))

    def _logits_of(self, pairs: Sequence[TokenPair]) -> list[NDArray[np.float32]]:
        """The logits of each pair, (tokens, 4), in the order of the pairs."""
        found: dict[int, NDArray[np.float32]] = {
            n: states @ self._logits[:, :-1].T + self._logits[:, -1]
            for n, states in self._transformer.many([pair.ids for pair in pairs])
        }
        return [found[n] for n in range(len(pairs))]
