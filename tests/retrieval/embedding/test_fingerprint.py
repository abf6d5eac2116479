"""Fingerprints of models: those of one model fit whatever runs it, those of two do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.embedding.fingerprint import KNOWN_TEXT, ModelFingerprint
from retrieval.settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from pathlib import Path


def test_one_model_fits_itself_on_either_engine(model_cache: Path) -> None:
    """ONNX Runtime embeds single texts, OpenVINO many, where the processor lets it."""
    embeddings = PackagedEmbeddings(PACKAGED_MODEL, model_cache)
    alone = ModelFingerprint.of(embeddings.encoder.one(f"passage: {KNOWN_TEXT}"))
    assert alone.cosine(embeddings.fingerprint) > 0.999
    assert alone.fits(embeddings.fingerprint)


def test_what_is_kept_of_a_vector_tells_models_apart() -> None:
    """Rounding changes next to nothing; other vectors, those of another dimension, and none at all do not fit."""
    drawn = np.random.default_rng(1)
    vector, noise = (row / np.linalg.norm(row) for row in drawn.normal(size=(2, 384)).astype(np.float32))
    kept = ModelFingerprint.of(vector)
    assert kept.fits(ModelFingerprint.of(vector + 0.05 * noise))
    assert 0.9985 < kept.cosine(ModelFingerprint.of(vector + 0.05 * noise)) < 0.999
    assert not kept.fits(ModelFingerprint.of(vector + 0.2 * noise))
    assert kept.cosine(ModelFingerprint.of(vector[:8])) == 0
    assert not kept.fits(ModelFingerprint.of(np.zeros(384, np.float32)))
