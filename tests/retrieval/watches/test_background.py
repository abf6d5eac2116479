"""What is usual for a question in a store, so that it is seen what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.languages.script import ARABIC, LATIN
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.background import Background

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


def test_what_is_usual(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """It is about the mean of the question's cosines in the store; without passages, what is assumed."""
    vector = embeddings.encode_query("Where does the water of the Amu Darya go?")
    with Store.from_settings(Settings(home=sample_home)).reading() as snapshot:
        background = Background(snapshot, embeddings.scale)
        ids = snapshot.catalogue.sample(10_000)
        latin = {
            hit.passage_id for hit in snapshot.catalogue.hits(dict.fromkeys(ids, 0.0)) if hit.language == "en"
        }
        stored = snapshot.vectors.stored([id_ for id_ in ids if id_ in latin])
    cosines = np.array([float(vector @ stored[id_]) for id_ in stored])
    usual, _ = background.usual(vector, LATIN, foreign=False)
    assumed, _ = background.usual(vector, ARABIC, foreign=False)
    assert min(cosines.mean(), assumed.mean) <= usual.mean <= max(cosines.mean(), assumed.mean)
    assert usual.mean != assumed.mean
    best = np.array([cosines.max()], dtype=np.float32)
    assert float(usual.z_scores(best)[0]) > 1
