"""The network of the learned decision: its file, and that numpy gives what it learned in torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.answering.verify.entailment_network import WEIGHTS, EntailmentNetwork, shipped_network
from retrieval.answering.verify.word_pairs import EncodedWords
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import PackagedEmbeddings

_KNOWN = np.zeros(13, dtype=np.float32)


def test_shipped_file() -> None:
    """It is small, it is the one that its hash names, and it is read once."""
    assert WEIGHTS.stat().st_size < 1_000_000
    assert shipped_network() is shipped_network()


def test_another_file(tmp_path: Path) -> None:
    """One that is missing or changed is refused by name."""
    path = tmp_path / "entailment.safetensors"
    with pytest.raises(ModelError, match="is missing; install"):
        EntailmentNetwork.read(path)
    path.write_bytes(WEIGHTS.read_bytes() + b" ")
    with pytest.raises(ModelError, match="SHA-256 differs"):
        EntailmentNetwork.read(path, "0" * 64)


def test_written_and_read_again(tmp_path: Path, packaged: PackagedEmbeddings) -> None:
    """What is written decides as before."""
    shipped_network().write(tmp_path / "again")
    claim, evidence = EncodedWords.of(["It was opened.", "The tunnel was opened in 2006."], packaged)
    again = EntailmentNetwork.read(tmp_path / "again")
    assert again.logit(claim, evidence, _KNOWN) == pytest.approx(
        shipped_network().logit(claim, evidence, _KNOWN)
    )
