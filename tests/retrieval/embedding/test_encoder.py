"""The encoder: the same vectors as sentence-transformers, on either engine."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.embedding.encoder import Encoder
from retrieval.embedding.engines import OnnxEngine
from retrieval.embedding.fingerprint import KNOWN_TEXT, ModelFingerprint
from retrieval.embedding.packaged_model import packaged_encoder
from retrieval.settings import PACKAGED_MODEL
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXTS = [
    "Rogun is planned to have six units with a total capacity of 3,600 megawatts. " * 8,
    "Министр обороны Таджикистана прибыл в Тегеран с рабочим визитом.",
    "Вазири мудофиаи Тоҷикистон ба Теҳрон омад.",
    "وزیر دفاع تاجیکستان وارد تهران شد.",
    "Short.",
    "",
    "No end in sight, " * 400,
    KNOWN_TEXT,
]


_REFERENCE = """
import json, sys
from pathlib import Path
import numpy as np
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
texts = json.load(sys.stdin)
model = SentenceTransformerEmbeddings(sys.argv[1], Path(sys.argv[2]))
np.save(sys.argv[3], [model.encode_documents(texts), [model.encode_query(text) for text in texts]])
"""


def test_faithful_to_sentence_transformers(
    model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages and questions in every language and length: cosine to plain float32 at least 0.999; fingerprints fit.

    Sentence-transformers runs in a process of its own: it takes a gigabyte with the model.
    """
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    command = [
        sys.executable,
        "-c",
        _REFERENCE,
        PACKAGED_MODEL,
        str(model_cache),
        str(tmp_path / "theirs.npy"),
    ]
    subprocess.run(command, input=json.dumps(TEXTS), text=True, check=True)
    documents, queries = np.load(tmp_path / "theirs.npy")
    fast = PackagedEmbeddings(PACKAGED_MODEL, model_cache)
    assert (fast.encode_documents(TEXTS) * documents).sum(axis=1).min() >= 0.999
    assert fast.fingerprint.fits(ModelFingerprint.of(documents[-1]))
    for text, theirs in zip(TEXTS, queries, strict=True):
        assert fast.encode_query(text) @ theirs >= 0.999


def test_engine_falls_back(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenVINO is not installed, ONNX Runtime embeds passages, and the vectors agree."""
    folder = packaged_encoder(model_cache)
    expected = Encoder(folder).many(TEXTS)
    monkeypatch.setitem(sys.modules, "openvino", None)
    encoder = Encoder(folder, threads=1)
    vectors = encoder.many(TEXTS)
    assert isinstance(encoder._transformer._large, OnnxEngine)
    assert (vectors * expected).sum(axis=1).min() >= 0.999


def test_a_question_has_one_vector(model_cache: Path) -> None:
    """To the bit, whether or not the process has embedded passages before, and in another process too."""
    folder = packaged_encoder(model_cache)
    encoder = Encoder(folder)
    first = encoder.one("query: Rogun")
    assert encoder._transformer._large is None
    encoder.many(TEXTS)
    assert encoder._transformer._large is not None
    assert np.array_equal(encoder.one("query: Rogun"), first)


def test_parts_are_pooled_from_the_whole(model_cache: Path) -> None:
    """A part that is the whole text has its vector; parts are told apart; one beyond the last token is zero."""
    encoder = Encoder(packaged_encoder(model_cache))
    text = "passage: The tunnel was opened in 2006. Минералы добывают в горах."
    spans = [(0, len(text)), (9, 39), (40, len(text))]
    (vector,), (parts,) = encoder.many_with_parts([text], [spans])
    assert vector @ parts[0] >= 0.99  # but for the tokens around every text
    asked = encoder.one("query: When was the tunnel opened?")
    assert asked @ parts[1] > asked @ parts[2]
    assert encoder.one("passage: The tunnel was opened in 2006.") @ parts[1] >= 0.9
    long = "word " * 3_000
    (_,), (ends,) = encoder.many_with_parts([long], [[(0, 4), (len(long) - 5, len(long))]])
    assert [round(float(np.linalg.norm(end)), 3) for end in ends] == [1.0, 0.0]


def test_order_is_kept_whatever_the_batches(model_cache: Path) -> None:
    """Texts are batched by length and come back in their own order."""
    encoder = Encoder(packaged_encoder(model_cache))
    texts = [f"passage: number {n} " + "and more " * (n * 7 % 40) for n in range(40)]
    together = encoder.many(texts)
    alone = np.stack([encoder.one(text) for text in texts])
    assert (together * alone).sum(axis=1).min() >= 0.999


def test_no_torch_is_loaded(presscite_env: dict[str, str]) -> None:
    """A search with the packaged model loads neither torch nor sentence-transformers."""
    program = (
        "import sys\n"
        "from retrieval import build_retriever\n"
        "assert build_retriever().invoke('Rogun')\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env=presscite_env, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
