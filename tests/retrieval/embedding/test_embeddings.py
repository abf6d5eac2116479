"""Embeddings: any sentence-transformers model, unit vectors, quiet, and clear when it cannot be had."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embedding.embeddings import PackagedEmbeddings, SentenceTransformerEmbeddings
from retrieval.errors import ModelError
from retrieval.settings import PACKAGED_MODEL
from tests.retrieval.tiny_model import DIMENSION, save_tiny_model

if TYPE_CHECKING:
    from pathlib import Path


def test_vectors_have_unit_length(embeddings: SentenceTransformerEmbeddings) -> None:
    """Questions and passages come as unit vectors of one dimension, in the order of the texts."""
    texts = ["A much longer passage about the Rogun dam on the Vakhsh river in Tajikistan.", "Short.", ""]
    vectors = embeddings.encode_documents(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alone = embeddings.encode_documents([texts[1]])
    assert vectors[1] @ alone[0] == pytest.approx(1, abs=1e-4)


def test_languages_share_one_space(embeddings: SentenceTransformerEmbeddings) -> None:
    """A Russian question is nearer to the English sentence that answers it than to another."""
    vectors = embeddings.encode_documents(
        ["The tunnel was built by an Iranian company.", "Bananas are rich in potassium."]
    )
    right, wrong = vectors @ embeddings.encode_query("Кто построил туннель?")
    assert right > wrong + 0.03


def test_langchain_interface_gives_the_same_vectors(embeddings: SentenceTransformerEmbeddings) -> None:
    """`embed_query` and `embed_documents` are the same numbers as plain lists."""
    assert embeddings.embed_query("tunnel") == pytest.approx(embeddings.encode_query("tunnel"), abs=1e-6)
    assert len(embeddings.embed_documents(["tunnel"])[0]) == 384


def test_threads_may_share_it(embeddings: SentenceTransformerEmbeddings) -> None:
    """Many threads at once get the vectors one gets alone."""
    questions = [f"Question number {n} about trade" for n in range(16)]
    alone = [embeddings.encode_query(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(embeddings.encode_query, questions))
    assert np.array(together) == pytest.approx(np.array(alone), abs=1e-4)


def test_a_process_loads_the_packaged_model_once(model_cache: Path) -> None:
    """However many embeddings name it: it takes a second and half a gigabyte."""
    one, other = (PackagedEmbeddings(PACKAGED_MODEL, model_cache) for _ in range(2))
    assert one.encoder is other.encoder


def test_any_model_by_its_folder(tmp_path: Path) -> None:
    """A sentence-transformers folder of one's own works by its path."""
    embeddings = SentenceTransformerEmbeddings(str(save_tiny_model(tmp_path)), tmp_path)
    assert embeddings.encode_documents(["one", "two"]).shape == (2, DIMENSION)


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    """Two models of the same kind and dimension, with weights of their own."""
    one, other, again = (
        SentenceTransformerEmbeddings(str(folder), tmp_path)
        for folder in (
            save_tiny_model(tmp_path / "1"),
            save_tiny_model(tmp_path / "2"),
            tmp_path / "1" / "model",
        )
    )
    assert one.fingerprint.fits(again.fingerprint)
    assert not one.fingerprint.fits(other.fingerprint)


def test_missing_model_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is nowhere is named, with the setting that names another."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    embeddings = SentenceTransformerEmbeddings(str(tmp_path / "nowhere"), tmp_path)
    with pytest.raises(ModelError, match=r"nowhere.*PRESSCITE_EMBEDDING_MODEL"):
        embeddings.encode_query("anything")


def test_loading_says_nothing(presscite_env: dict[str, str]) -> None:
    """Neither a loading bar nor a warning reaches the reader."""
    program = (
        "from retrieval.settings import Settings\n"
        "from retrieval.embedding.embeddings import SentenceTransformerEmbeddings as E\n"
        "E.from_settings(Settings.load()).encode_query('hello')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env=presscite_env, capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("", "")
