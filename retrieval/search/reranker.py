"""An optional second look at the best candidates: a CrossEncoder reads question and passage together."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.embedding.embeddings import first_line, silence_libraries
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from retrieval.store.hit import Hit

CANDIDATES = 30  # that are scored again, in one batch


class Reranker:
    """Any sentence-transformers CrossEncoder, loaded when first used.

    Args:
        name: The model's name on the hub, or a folder.

    Raises:
        ModelError: On first use, when the model cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: CrossEncoder | None = None
        self._lock = threading.Lock()

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with the first `CANDIDATES` in the order of their new scores, the others after them."""
        best, rest = list(hits[:CANDIDATES]), list(hits[CANDIDATES:])
        if not best:
            return rest
        pairs = [(question, f"{hit.title}\n{hit.text}") for hit in best]
        scores = self._loaded().predict(pairs, batch_size=len(pairs), show_progress_bar=False)
        again = [replace(hit, score=float(score)) for hit, score in zip(best, scores, strict=True)]
        again.sort(key=lambda hit: -hit.score)
        # Scores stay comparable within one result: what was not read again lies below what was.
        floor = again[-1].score - 1.0
        return again + [replace(hit, score=floor - n) for n, hit in enumerate(rest)]

    def _loaded(self) -> CrossEncoder:
        with self._lock:
            if self._model is None:
                silence_libraries()
                from sentence_transformers import CrossEncoder

                try:
                    self._model = CrossEncoder(self.name, device="cpu")
                except Exception as error:  # whatever a hub, a file or a library may raise
                    raise ModelError(
                        f"the reranker {self.name!r} cannot be loaded ({type(error).__name__}: "
                        f"{first_line(error)}); PRESSCITE_RERANKER takes a CrossEncoder's name on the hub or folder"
                    ) from error
            return self._model
