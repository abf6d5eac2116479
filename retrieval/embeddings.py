"""A sentence-transformers model behind LangChain's Embeddings interface."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from retrieval.errors import ModelError
from retrieval.packaged_model import packaged_model
from retrieval.settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from retrieval.settings import Settings

_BATCH = (
    8  # on two cores, small batches of texts of like length beat large ones (measured in docs/retrieval.md)
)


class SentenceTransformerEmbeddings(Embeddings):
    """Embeds questions and passages with one sentence-transformers model, loaded when first used.

    Questions go through `encode_query` and passages through `encode_document`, which apply the model's own
    prompts.  Vectors have unit length, so that a dot product is a cosine.  Safe to use from several threads.

    Args:
        name: `PACKAGED_MODEL`, a model's name on the hub, or a folder.
        cache: Where the packaged model is kept once it has been converted.

    Raises:
        ModelError: On first use, when the model cannot be loaded.
    """

    def __init__(self, name: str, cache: Path) -> None:
        self.name = name
        self._cache = cache
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()

    @classmethod
    def from_settings(cls, settings: Settings) -> SentenceTransformerEmbeddings:
        """The model that the settings name."""
        return cls(settings.embedding_model, settings.model_cache)

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, loaded now if it has not been."""
        with self._lock:
            if self._model is None:
                self._model = _load(self.name, self._cache)
            return self._model

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, of shape (dimension,) and unit length."""
        vectors: NDArray[np.float32] = self.model.encode_query([text], **_ENCODING)
        first: NDArray[np.float32] = vectors[0]
        return first

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, of shape (len(texts), dimension), each of unit length."""
        vectors: NDArray[np.float32] = self.model.encode_document(list(texts), batch_size=_BATCH, **_ENCODING)
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `encode_query`, as a list of floats."""
        return [float(value) for value in self.encode_query(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `encode_documents`, as lists of floats."""
        return [[float(value) for value in vector] for vector in self.encode_documents(texts)]


_ENCODING: dict[str, Any] = {
    "normalize_embeddings": True,
    "convert_to_numpy": True,
    "show_progress_bar": False,
}


def _load(name: str, cache: Path) -> SentenceTransformer:
    path = str(packaged_model(cache)) if name == PACKAGED_MODEL else name
    _silence_libraries()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(path, device="cpu")
    except Exception as error:  # whatever a hub, a file or a library may raise
        where = "is it on this machine or on the hub, and is there a network?"
        raise ModelError(
            f"the embedding model {name!r} cannot be loaded ({type(error).__name__}: {_first_line(error)}); "
            f"{where} PRESSCITE_EMBEDDING_MODEL takes {PACKAGED_MODEL}, a name on the hub, or a folder"
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else "no details"


def _silence_libraries() -> None:
    """Loading bars and load reports are for people who train models, not for those who ask questions."""
    from transformers.utils import logging as chatter

    chatter.set_verbosity_error()  # type: ignore[no-untyped-call]
    chatter.disable_progress_bar()  # type: ignore[no-untyped-call]
    for noisy in ("sentence_transformers", "huggingface_hub", "httpx"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
