"""The packaged model run by ONNX Runtime or OpenVINO: no torch, and several times faster on processors."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.encoder_files import BLOCKS, DIMENSION, MAX_TOKENS, PADDING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    Floats = NDArray[np.float32]

_BATCH_TOKENS = 1024  # of a batch, padding included; on two cores small batches of like length are fastest
_MASKED = -1e4  # added to the scores of padding before the softmax; small enough for bfloat16


class Network(Protocol):
    """Runs the transformer: embedded tokens (batch, tokens, dimension) and a mask in, the same shape out."""

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """The last hidden states; `mask` has shape (batch, 1, 1, tokens), 0 for tokens, negative for padding."""
        ...


class OnnxNetwork:
    """ONNX Runtime in float32: starts in a tenth of a second, on any processor."""

    def __init__(self, model: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that spin while they wait take the processor from whoever else answers questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """See `Network`."""
        states: Floats = self._session.run(None, {"embedded": embedded, "mask": mask})[0]
        return states


class OpenVinoNetwork:
    """OpenVINO in bfloat16, for processors that compute in it; 0.9999 cosine to float32 and twice as fast.

    Raises:
        ImportError: OpenVINO is not installed.
        RuntimeError: The processor has no bfloat16.
    """

    def __init__(self, model: Path, threads: int) -> None:
        import openvino

        core = openvino.Core()
        if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            raise RuntimeError("this processor does not compute in bfloat16")
        compiled = core.compile_model(
            str(model),
            "CPU",
            {"INFERENCE_PRECISION_HINT": "bf16", "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1},
        )
        self._request = compiled.create_infer_request()

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """See `Network`; one call at a time."""
        result = self._request.infer({"embedded": embedded, "mask": mask}, share_inputs=True)
        states: Floats = result[0]
        return states


class Encoder:
    """Texts to unit vectors with the packaged model.

    Args:
        folder: What `encoder_files` wrote.
        threads: How many threads one call may use; all cores by default.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        from tokenizers import Tokenizer

        self._model = folder / "encoder.onnx"
        self._threads = threads or _cores()
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        # Word vectors stay in 4 bits on disk; only the rows of the tokens at hand are ever unpacked.
        self._words: NDArray[np.uint8] = np.load(folder / "words.npy", mmap_mode="r")
        self._small = OnnxNetwork(self._model, self._threads)
        self._large: Network | None = None

    def one(self, text: str) -> Floats:
        """The vector of one text, of shape (dimension,)."""
        vector: Floats = self._pooled(self._small, self._tokenizer.encode_batch([text]))[0]
        return vector

    def many(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts, of shape (len(texts), dimension), in their order."""
        if self._large is None:
            self._large = self._fastest()
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            vectors[batch] = self._pooled(self._large, [encodings[n] for n in batch])
        return vectors

    def _fastest(self) -> Network:
        try:
            return OpenVinoNetwork(self._model, self._threads)
        except (ImportError, RuntimeError):
            return self._small

    def _pooled(self, network: Network, encodings: Sequence[Encoding]) -> Floats:
        """Mean of each text's hidden states, scaled to unit length."""
        lengths = np.array([len(encoding.ids) for encoding in encodings])
        ids = np.full((len(encodings), int(lengths.max())), PADDING)
        for row, encoding in enumerate(encodings):
            ids[row, : lengths[row]] = encoding.ids
        there = np.arange(ids.shape[1]) < lengths[:, np.newaxis]
        mask = np.where(there, 0.0, _MASKED).astype(np.float32)[:, np.newaxis, np.newaxis, :]
        states = network.run(self._embedded(ids), mask)
        means = np.einsum("btd,bt->bd", states, there.astype(np.float32))
        unit: Floats = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit

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
