"""The packaged model as folders: for our own encoder, and for sentence-transformers.

Both are written once, from the weights that `packaged_weights.py` reads, into a cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from retrieval.embedding.encoder_files import MAX_TOKENS, write_transformer, write_words
from retrieval.embedding.packaged_tokenizer import write_tokenizer
from retrieval.embedding.packaged_weights import WEIGHTS_SHA256, PackagedWeights
from retrieval.embedding.sentence_pieces import write_pieces
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_TENSORS_SHA256 = "615ce537186412cc535c3e7a4b574c6474c7c954f5b465619cd344fe830ccbc2"
# Raised whenever what is written changes, so that older folders are made anew.
_LAYOUTS = {"encoder": 4, "sentence-transformers": 3}


def packaged_encoder(cache: Path) -> Path:
    """The folder that `Encoder` loads, written on the first call (a few seconds, about 160 MB).

    Args:
        cache: Folder that holds converted models; made where it is missing.

    Raises:
        ModelError: The package is missing, its weights are not the known ones, or the cache cannot be
            written.
    """

    def write(folder: Path) -> None:
        weights = PackagedWeights()
        write_pieces(weights, folder)
        write_transformer(weights, folder)
        write_words(weights, folder)

    return cached_folder(cache, "encoder", write)


def packaged_model(cache: Path) -> Path:
    """The same model as a folder that `SentenceTransformer` loads, written on the first call (about 470 MB).

    Args:
        cache: Folder that holds converted models; made where it is missing.

    Raises:
        ModelError: As `packaged_encoder`.
    """

    def write(folder: Path) -> None:
        weights = PackagedWeights()
        write_tokenizer(weights, folder)
        _write_tensors(_tensors(weights), folder)
        _write_configuration(weights, folder)

    return cached_folder(cache, "sentence-transformers", write)


def cached_folder(cache: Path, kind: str, write: Callable[[Path], None]) -> Path:
    """A folder in the cache, written whole on the first call.

    Args:
        cache: Folder that holds converted models; made where it is missing.
        kind: What is in it, for its name; a kind of another name has been laid out once.
        write: Writes into an empty folder.

    Raises:
        ModelError: The cache cannot be written, or `write` raises it.
    """
    folder = cache / f"multilingual-e5-small-{WEIGHTS_SHA256[:12]}-{kind}-{_LAYOUTS.get(kind, 1)}"
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / ".lock"):
            if not folder.is_dir():
                _write_whole(folder, write)
    except OSError as error:
        raise ModelError(
            f"the embedding model cannot be written to {cache} ({error.strerror or error}); make room there or "
            "set PRESSCITE_MODEL_CACHE to another folder"
        ) from error
    return folder


def _write_whole(folder: Path, write: Callable[[Path], None]) -> None:
    """Write a folder beside its final place, then move it there: a killed conversion leaves no half one."""
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".converting-"))
    try:
        write(staging)
        staging.chmod(0o755)
        os.replace(staging, folder)  # noqa: PTH105 - the name says that it replaces, atomically
    finally:
        shutil.rmtree(staging, ignore_errors=True)


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


def _tensors(weights: PackagedWeights) -> dict[str, NDArray[np.float32]]:
    """The network's tensors under the names and in the shapes of a BERT model."""
    hidden, inner = weights.hidden, weights.feed_forward
    tensors = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word").reshape(-1, hidden),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
    }
    for layer in range(weights.layers):
        for short, long in _LAYER_TENSORS.items():
            weight = weights.tensor(f"l{layer}.{short}.w")
            if not short.endswith("ln"):
                weight = weight.reshape(-1, inner if short == "fo" else hidden)
            tensors[f"encoder.layer.{layer}.{long}.weight"] = weight
            tensors[f"encoder.layer.{layer}.{long}.bias"] = weights.tensor(f"l{layer}.{short}.b")
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


def _write_configuration(weights: PackagedWeights, folder: Path) -> None:
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.feed_forward,
            "vocab_size": weights.vocabulary,
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.types,
            "layer_norm_eps": 1e-12,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
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
            "word_embedding_dimension": weights.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
