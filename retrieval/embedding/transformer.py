"""A transformer of the packaged model's shape: token ids in, hidden states out, by the engine that serves best."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.encoder_files import BLOCKS, PADDING
from retrieval.embedding.engines import OnnxEngine, OpenVinoEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.engines import Engine

    Floats = NDArray[np.float32]

_BATCH_TOKENS = 1536  # of a batch, padding included; on two cores small batches of like length are fastest
_MASKED = -1e4  # added to the scores of padding before the softmax; small enough for bfloat16


class Transformer:
    """Runs the transformer of a folder.

    Args:
        folder: What `write_transformer` wrote.
        words: The file of word vectors, where it is not the folder's own.
        threads: How many threads one call may use; all cores by default.
    """

    def __init__(self, folder: Path, words: Path | None = None, threads: int | None = None) -> None:
        self._model = folder / "encoder.onnx"
        self._threads = threads or _cores()
        # Word vectors stay in 4 bits on disk; only the rows of the tokens at hand are ever unpacked.
        self._words: NDArray[np.uint8] = np.load(words or folder / "words.npy", mmap_mode="r")
        self._large: Engine | None = None
        self._loading = threading.Lock()

    @cached_property
    def _small(self) -> Engine:
        """What starts at once; who only ever asks for many sequences never loads it where there is a faster one."""
        return OnnxEngine(self._model, self._threads)

    def few(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """The hidden states of a few sequences' tokens, each of shape (tokens, dimension).

        They come from ONNX Runtime on every machine and from the first question to the last: the engines' vectors lie
        some thousandths apart, enough to change the order of passages.  For a single sequence it is no slower.
        """
        return self._states(self._small, sequences)

    def many(self, sequences: Sequence[Sequence[int]]) -> Iterator[tuple[int, Floats]]:
        """The hidden states of many sequences' tokens, with the position of each; those of like length together."""
        engine = self.fastest()
        for batch in _batches([len(sequence) for sequence in sequences]):
            yield from zip(batch, self._states(engine, [sequences[n] for n in batch]), strict=True)

    def fastest(self) -> Engine:
        """The fastest engine of this machine, loaded now if it has not been."""
        with self._loading:
            if self._large is None:
                try:
                    self._large = OpenVinoEngine(self._model, self._threads)
                except (ImportError, RuntimeError):
                    self._large = self._small
            return self._large

    def _states(self, engine: Engine, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        lengths = np.array([len(sequence) for sequence in sequences])
        ids = np.full((len(sequences), int(lengths.max())), PADDING)
        for row, sequence in enumerate(sequences):
            ids[row, : lengths[row]] = sequence
        there = np.arange(ids.shape[1]) < lengths[:, np.newaxis]
        mask = np.where(there, 0.0, _MASKED).astype(np.float32)[:, np.newaxis, np.newaxis, :]
        states = engine.run(self._embedded(ids), mask)
        return [states[row, :length] for row, length in enumerate(lengths)]

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        """Word vectors of tokens, of shape (*ids.shape, dimension), unpacked from 4-bit blocks of 32."""
        blocks = self._words[ids.ravel()]
        scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
        packed = blocks[..., 2:]
        values = np.concatenate([packed & 0x0F, packed >> 4], axis=-1).astype(np.float32) - 8.0
        vectors: Floats = (values * scale).reshape(*ids.shape, BLOCKS * 32)
        return vectors


def _cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Positions of texts, of like length together, so many to a batch that little of it is padding."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda n: lengths[n]):
        # The texts are in ascending order, so the newest is the longest and sets the width of its batch.
        if batches and (len(batches[-1]) + 1) * lengths[position] <= _BATCH_TOKENS:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches
