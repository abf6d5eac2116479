"""The packaged model run by ONNX Runtime or OpenVINO: no torch, and several times faster on processors."""

from __future__ import annotations

import os
import threading
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.embedding.encoder_files import BLOCKS, DIMENSION, MAX_TOKENS, PADDING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    Span = tuple[int, int]
    """Where a part of a text begins and where it ends, in characters."""
    Floats = NDArray[np.float32]

_BATCH_TOKENS = 1536  # of a batch, padding included; on two cores small batches of like length are fastest
_FEW = 16  # texts one by one, as a command asks; a bot and a chain ask more
_MASKED = -1e4  # added to the scores of padding before the softmax; small enough for bfloat16


class Transformer(Protocol):
    """Runs the transformer: embedded tokens (batch, tokens, dimension) and a mask in, the same shape out."""

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """The last hidden states; `mask` has shape (batch, 1, 1, tokens), 0 for tokens, negative for padding."""
        ...


class OnnxTransformer:
    """ONNX Runtime in float32: starts in a tenth of a second, on any processor."""

    def __init__(self, model: Path, threads: int) -> None:
        # It would keep an identifier of the machine and, where it cannot, write about that past every log.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Threads that spin while they wait take the processor from whoever else answers questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """See `Transformer`."""
        states: Floats = self._session.run(None, {"embedded": embedded, "mask": mask})[0]
        return states


class OpenVinoTransformer:
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
        self._turn = threading.Lock()

    def run(self, embedded: Floats, mask: Floats) -> Floats:
        """See `Transformer`; calls take turns, as each has all the cores."""
        with self._turn:
            result = self._request.infer({"embedded": embedded, "mask": mask}, share_inputs=True)
            states: Floats = np.array(result[0])  # the next call writes where this one's states are
        return states


class Encoder:
    """Texts to unit vectors with the packaged model.

    Args:
        folder: What `encoder_files` wrote.
        threads: How many threads one call may use; all cores by default.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._model = folder / "encoder.onnx"
        self._threads = threads or _cores()
        self._tokenizer = load_tokenizer(folder)
        # Word vectors stay in 4 bits on disk; only the rows of the tokens at hand are ever unpacked.
        self._words: NDArray[np.uint8] = np.load(folder / "words.npy", mmap_mode="r")
        self._small = OnnxTransformer(self._model, self._threads)
        self._large: Transformer | None = None
        self._asked = 0
        self._loading = threading.Lock()

    def one(self, text: str) -> Floats:
        """The vector of one text, of shape (dimension,).

        The first ones run on what is ready at once.  Who asks more gets the engine that passages run on: it is twice
        as fast, but takes a second and a quarter of a gigabyte to load, which is done aside.
        """
        self._asked += 1
        if self._asked == _FEW:
            # No daemon: Python waits for it before it ends, and OpenVINO aborts a process that ends while it loads.
            threading.Thread(target=self._fastest, name="presscite-encoder").start()
        (encoding,) = self._tokenizer.encode_batch([text])
        (states,) = self._states(self._large or self._small, [encoding])
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
        transformer = self._fastest()
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        of_parts: list[Floats] = [np.empty((0, DIMENSION), dtype=np.float32)] * len(texts)
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            for n, states in zip(
                batch, self._states(transformer, [encodings[n] for n in batch]), strict=True
            ):
                vectors[n] = _unit_mean(states)
                of_parts[n] = _of_parts(states, np.array(encodings[n].offsets), parts[n])
        return vectors, of_parts

    def _fastest(self) -> Transformer:
        """The fastest engine of this machine, loaded now if it has not been."""
        with self._loading:
            if self._large is None:
                try:
                    self._large = OpenVinoTransformer(self._model, self._threads)
                except (ImportError, RuntimeError):
                    self._large = self._small
            return self._large

    def _states(self, transformer: Transformer, encodings: Sequence[Encoding]) -> list[Floats]:
        """The hidden states of each text's tokens, of shape (tokens, dimension)."""
        lengths = np.array([len(encoding.ids) for encoding in encodings])
        ids = np.full((len(encodings), int(lengths.max())), PADDING)
        for row, encoding in enumerate(encodings):
            ids[row, : lengths[row]] = encoding.ids
        there = np.arange(ids.shape[1]) < lengths[:, np.newaxis]
        mask = np.where(there, 0.0, _MASKED).astype(np.float32)[:, np.newaxis, np.newaxis, :]
        states = transformer.run(self._embedded(ids), mask)
        return [states[row, :length] for row, length in enumerate(lengths)]

    def _embedded(self, ids: NDArray[np.int64]) -> Floats:
        """Word vectors of tokens, of shape (*ids.shape, dimension), unpacked from 4-bit blocks of 32."""
        blocks = self._words[ids.ravel()]
        scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
        packed = blocks[..., 2:]
        values = np.concatenate([packed & 0x0F, packed >> 4], axis=-1).astype(np.float32) - 8.0
        vectors: Floats = (values * scale).reshape(*ids.shape, BLOCKS * 32)
        return vectors


@cache
def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer in a folder; a process loads it once, because that takes a second and 280 MB."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


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
