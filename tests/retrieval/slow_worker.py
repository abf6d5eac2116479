"""`presscite worker` with a model that takes as long for a passage as it is told: a program of the tests.

    python -m tests.retrieval.slow_worker SECONDS FILE [other]

With `other` its model has other weights. It writes a line into the file for each batch, with the number of passages.
"""

from __future__ import annotations

import sys
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embedding.fingerprint import ModelFingerprint
from retrieval.errors import ModelError
from retrieval.settings import Settings
from retrieval.store.postgres import task_queue
from retrieval.store.postgres.embedding_worker import EmbeddingWorker
from retrieval.store.postgres.engine import postgres_engine
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.errors import StoreError


class SlowEmbeddings(CountingEmbeddings):
    """Takes a while for each passage, without the processor: as a model on another machine does.

    Args:
        settings: Name the model.
        seconds: How long a passage takes.
        noted: A file in which batches are noted; `None` for none.
    """

    def __init__(self, settings: Settings, seconds: float, noted: Path | None = None) -> None:
        super().__init__(settings)
        self._seconds = seconds
        self._noted = noted

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        if self._noted is not None:
            with self._noted.open("a", encoding="utf-8") as file:
                file.write(f"{len(texts)}\n")
        time.sleep(self._seconds * len(texts))
        return super().encode_passages(titles, texts)


def hurry() -> None:
    """Notice sooner that a worker is no more."""
    task_queue._BEAT_SECONDS, task_queue._DEAD_SECONDS, task_queue._LOOK_SECONDS = 0.3, 2.0, 0.1


def give_up(error: StoreError) -> None:
    """Do not wait for a database that is not reached."""
    raise error


class OtherEmbeddings(SlowEmbeddings):
    """Has the name and the dimension of the others, and other weights."""

    @cached_property
    def fingerprint(self) -> ModelFingerprint:
        return ModelFingerprint.of(self._encode_query("something else"))

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().encode_documents(["something else"] * len(texts))


def main(seconds: str, noted: str, weights: str = "") -> None:
    settings = Settings.load()
    assert settings.database_address is not None
    assert settings.chroma_address is not None
    hurry()
    engine = postgres_engine(settings.database_address, settings.chroma_address)
    model = OtherEmbeddings if weights else SlowEmbeddings
    try:
        EmbeddingWorker(engine, model(settings, float(seconds), Path(noted)), give_up).run()
    except ModelError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
